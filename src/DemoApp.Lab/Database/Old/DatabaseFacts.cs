namespace DemoApp.Lab.Database.Old;

/// <summary>What can be read about a database without asking it; <paramref name="Keys"/> is as of the last count.</summary>
/// <param name="Keys">Keys a client can see; null while the node is stopped and was never counted.</param>
/// <param name="LastSnapshot">When the newest snapshot on disk was finished; null when there is none.</param>
/// <param name="Directory">Where the files are.</param>
/// <param name="Bytes">Their size together.</param>
internal sealed record DatabaseFacts(long? Keys, DateTimeOffset? LastSnapshot, string Directory, long Bytes);

/// <summary>One step of a recovery, 0 to 100.</summary>
internal sealed record RecoveryProgress(int Percent, string Step, long Keys);

/// <summary>What a recovery brought back.</summary>
/// <param name="KeysFromDisk">Keys restored from snapshot and append-only file.</param>
/// <param name="EffectsFromPeers">Writes taken from peers that were made while this site was down.</param>
/// <param name="Keys">Keys afterwards.</param>
internal sealed record DatabaseRecovery(long KeysFromDisk, long EffectsFromPeers, long Keys, TimeSpan Elapsed);
