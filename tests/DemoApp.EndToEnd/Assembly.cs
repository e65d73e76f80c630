using Xunit.Sdk;
using Xunit.v3;

// One program under test at a time: the stories measure times, and each has both cores.
[assembly: Parallelization(Mode = ParallelMode.None)]
