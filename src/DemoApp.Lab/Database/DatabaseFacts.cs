using DemoApp.Lab.Database.Files;

namespace DemoApp.Lab.Database;

/// <summary>What can be read about a database without asking it; <paramref name="Keys"/> is as of the last count.</summary>
/// <param name="Keys">Keys a client can see; null while nothing serves and it was never counted.</param>
/// <param name="LastSnapshot">When the newest snapshot on disk was finished; null when there is none.</param>
/// <param name="Directory">Where the volumes are.</param>
/// <param name="Bytes">Their size together.</param>
/// <param name="HasFiles">A volume has something to recover from.</param>
/// <param name="Problems">What was missing or damaged when the files were last read.</param>
internal sealed record DatabaseFacts(
    long? Keys, DateTimeOffset? LastSnapshot, string Directory, long Bytes, bool HasFiles, VolumeReport Problems);

/// <summary>One step of a recovery, 0 to 100.</summary>
internal sealed record RecoveryProgress(int Percent, string Step, long Keys);

/// <summary>What a recovery brought back.</summary>
/// <param name="KeysFromDisk">Keys restored from snapshot and log.</param>
/// <param name="EffectsFromPeers">Changes taken from peers that were made while this site was down.</param>
/// <param name="Keys">Keys afterwards.</param>
/// <param name="Problems">Files that were missing or damaged; the rest was restored.</param>
internal sealed record DatabaseRecovery(long KeysFromDisk, long EffectsFromPeers, long Keys, TimeSpan Elapsed, VolumeReport Problems);
