using System.Runtime.InteropServices;

namespace DemoApp.Lab.Database;

/// <summary>
/// Gives memory back that a start or a busy time has left behind: neither the garbage collector nor the C library does that by itself while
/// nothing is asked of it. It stops the program for some tens of milliseconds, so it is for when nobody waits.
/// </summary>
internal static partial class IdleMemory
{
    /// <summary>Several sites of a process fall idle together; one of them is enough.</summary>
    private static readonly TimeSpan Between = TimeSpan.FromMinutes(1);
    private static readonly Lock Gate = new();
    private static long? last;

    /// <param name="time">The clock.</param>
    /// <param name="since">Timestamp of the caller's last work: what another site gave back after it counts for both.</param>
    /// <returns>False: it was done a moment before that.</returns>
    public static bool TryGiveBack(TimeProvider time, long since)
    {
        lock (Gate)
        {
            if (last > since)
            {
                return true;
            }

            if (last is { } before && time.GetElapsedTime(before) < Between)
            {
                return false;
            }

            last = time.GetTimestamp();
            GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
            TrimNative();
            return true;
        }
    }

    private static void TrimNative()
    {
        if (!OperatingSystem.IsLinux())
        {
            return;
        }

        try
        {
            _ = MallocTrim(0);
        }
        catch (Exception e) when (e is DllNotFoundException or EntryPointNotFoundException)
        {
            // Only GNU's C library has it.
        }
    }

    [LibraryImport("libc.so.6", EntryPoint = "malloc_trim")]
    private static partial int MallocTrim(nuint keep);
}
