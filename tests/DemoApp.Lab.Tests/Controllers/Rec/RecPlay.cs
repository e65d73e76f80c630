using System.Globalization;
using System.Text;
using DemoApp.Lab.Controllers.Rec;
using k8s;

namespace DemoApp.Lab.Tests.Controllers.Rec;

/// <summary>A rec, its StatefulSet and its pods as a transcript moves them; the machine's effects act on them.</summary>
internal sealed class RecPlay
{
    private readonly SortedDictionary<int, string> pods = [];
    private RecState state = RecMemory.Of(null);
    private RecStatus? status;
    private int nodes = 3;
    private bool recovery;
    private bool persistent = true;
    private bool deleted;
    private int? replicas;
    private int? endpoint;
    private int timer;

    public string Play(string command)
    {
        var said = new StringBuilder();
        var words = command.Split(' ');
        var numbers = words.Skip(1).Where(w => int.TryParse(w, out _)).Select(w => int.Parse(w, CultureInfo.InvariantCulture)).ToArray();
        switch (words[0])
        {
            case "create":
                (state, status, recovery, deleted, replicas, endpoint) = (RecMemory.Of(null), null, false, false, null, null);
                pods.Clear();
                break;
            case "nodes":
                nodes = numbers[0];
                break;
            case "recovery":
                recovery = words[1] == "on";
                break;
            case "persistence":
                persistent = words[1] == "on";
                break;
            case "ready" or "starting" or "terminating":
                Array.ForEach(numbers, n => pods[n] = words[0]);
                break;
            case "gone":
                Array.ForEach(numbers, n => pods.Remove(n));
                break;
            case "scaled":
                replicas = numbers[0];
                break;
            case "endpoint":
                endpoint = numbers.Length > 0 ? numbers[0] : null;
                break;
            case "delete":
                deleted = true;
                break;
            case "restart":
                state = RecMemory.Of(status);
                said.Append(CultureInfo.InvariantCulture, $"taken over in {state.Phase}\n");
                break;
            case "elapse":
                Step(new RecInput.Elapsed(numbers.Length > 0 ? numbers[0] : timer), said);
                break;
        }

        // As the controller does: until nothing more follows.
        RecState before;
        bool scaled;
        do
        {
            (before, var had) = (state, replicas);
            Step(Seen(), said);
            scaled = had != replicas;
        }
        while (state.Phase != before.Phase || scaled);
        return said.Append(CultureInfo.InvariantCulture, $"[{state.Phase}]").ToString();
    }

    private RecInput.Observed Seen() => new(
        nodes, recovery, persistent, deleted,
        new(replicas, pods.Count, pods.Values.Count(p => p != "terminating"), pods.Values.Count(p => p == "ready"), endpoint));

    private void Step(RecInput input, StringBuilder said)
    {
        (state, var effects) = RecMachine.Step(state, input);
        foreach (var effect in effects)
        {
            said.Append(Do(effect)).Append('\n');
        }
    }

    private string Do(RecEffect effect)
    {
        switch (effect)
        {
            case RecEffect.Show show:
                var json = RecStatusPatch.Of(show, status, DateTimeOffset.UnixEpoch)["status"]!.ToJsonString();
                status = KubernetesJson.Deserialize<RecStatus>(json);
                var conditions = string.Join(' ', show.Conditions.Select(c => $"{c.Type}={c.Holds}({c.Reason})"));
                return $"status {show.State}, spec {show.Spec}, nodes {show.Members}{(show.Licensed ? ", licensed" : "")}; {conditions}";
            case RecEffect.Scale scale:
                replicas = scale.Nodes;
                return $"scale {scale.Nodes}";
            case RecEffect.DeletePods:
                pods.Keys.ToList().ForEach(n => pods[n] = "terminating");
                return "delete pods";
            case RecEffect.ClearRecovery:
                recovery = false;
                return "clear clusterRecovery";
            case RecEffect.Wait wait:
                timer = wait.Timer;
                return string.Create(CultureInfo.InvariantCulture, $"wait {wait.For.TotalSeconds} s");
            case RecEffect.Tell tell:
                return $"event {(tell.Warning ? "Warning" : "Normal")} {tell.Reason}: {tell.Message}";
            default:
                return effect.ToString();
        }
    }
}
