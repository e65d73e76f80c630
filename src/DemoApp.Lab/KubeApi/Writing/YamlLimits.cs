using YamlDotNet.Core;
using YamlDotNet.Core.Events;

namespace DemoApp.Lab.KubeApi.Writing;

/// <summary>
/// What a YAML text may grow to once its aliases are written out. Looked at event by event, before anything is built of it: nesting
/// costs no stack here, and aliases of aliases no memory.
/// </summary>
internal static class YamlLimits
{
    private const int MostNodes = 1_000_000;

    /// <exception cref="YamlException">Too deep, too large, or an alias of something it is itself part of.</exception>
    public static void Check(string text)
    {
        var anchors = new Dictionary<string, Extent>();
        var open = new Stack<Extent>([new Extent("")]);
        for (var parser = new Parser(new StringReader(text)); parser.MoveNext();)
        {
            switch (parser.Current)
            {
                case AnchorAlias alias:
                    open.Peek().Add(anchors.GetValueOrDefault(alias.Value.Value) is { IsClosed: true } known
                        ? known : throw Refused(alias, $"unknown anchor '{alias.Value}' referenced"));
                    break;
                case Scalar scalar:
                    var leaf = new Extent(AnchorOf(scalar)) { IsClosed = true };
                    anchors[leaf.Anchor] = leaf;
                    open.Peek().Add(leaf);
                    break;
                case MappingStart or SequenceStart:
                    var inner = new Extent(AnchorOf((NodeEvent)parser.Current));
                    anchors[inner.Anchor] = inner;
                    open.Push(inner);
                    break;
                case MappingEnd or SequenceEnd:
                    var ended = open.Pop();
                    ended.IsClosed = true;
                    open.Peek().Add(ended);
                    break;
            }
            if (open.Count + open.Peek().Height > JsonText.Deepest)
            {
                throw Refused(parser.Current!, "exceeded max depth");
            }
            if (open.Peek().Nodes > MostNodes)
            {
                throw Refused(parser.Current!, "document contains excessive aliasing");
            }
        }
    }

    private static string AnchorOf(NodeEvent node) => node.Anchor.IsEmpty ? "" : node.Anchor.Value;

    private static YamlException Refused(ParsingEvent at, string why) => new(at.Start, at.End, why);

    /// <summary>How large a node is, with all below it.</summary>
    private sealed class Extent(string anchor)
    {
        public string Anchor => anchor;

        public bool IsClosed { get; set; }

        public long Nodes { get; private set; } = 1;

        public int Height { get; private set; } = 1;

        public void Add(Extent below)
        {
            Nodes += below.Nodes;
            Height = Math.Max(Height, below.Height + 1);
        }
    }
}
