using System.Security.Cryptography;
using System.Text;

namespace DemoApp.Lab.Database.Endpoint;

/// <summary>HELLO, AUTH and QUIT.</summary>
internal sealed class Greeting(Conversation client)
{
    private const string AuthenticateFirst =
        "NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO <proto> AUTH <user> <pass> option can be "
        + "used to authenticate the client and select the RESP protocol version at the same time";

    /// <summary>The password is the endpoint's; the node behind it has none.</summary>
    public void Answer(string name, byte[][] args)
    {
        switch (name)
        {
            case "QUIT":
                client.Replies.Append(Conversation.Ok);
                client.Quits = true;
                return;
            case "AUTH" when client.Context.Password is not null:
                Authenticate(args.Length == 3 ? args[1] : "default"u8, args.Length is 2 or 3 ? args[^1] : []);
                return;
            case "HELLO" when !Hello(args):
                return;
        }

        var at = client.RunRewritten();
        if (client.Replies.Length > at && name is "HELLO")
        {
            client.Protocol = client.Replies.Span[at] switch
            {
                (byte)'%' => 3,
                (byte)'-' => client.Protocol,
                _ => 2,
            };
        }
    }

    /// <summary>Takes AUTH out of HELLO; false when it was answered.</summary>
    private bool Hello(byte[][] args)
    {
        var auth = Array.FindIndex(args, 1, arg => arg.AsSpan().SequenceEqual("AUTH"u8) || arg.AsSpan().SequenceEqual("auth"u8));
        if (auth > 0 && auth + 2 < args.Length && client.Context.Password is not null)
        {
            var before = client.Replies.Length;
            if (!Authenticate(args[auth + 1], args[auth + 2]))
            {
                return false;
            }

            client.Replies.Truncate(before);
            client.Rewrite([.. args[..auth], .. args[(auth + 3)..]]);
        }

        if (!client.IsAuthenticated)
        {
            client.Error(AuthenticateFirst);
            return false;
        }

        return true;
    }

    private bool Authenticate(ReadOnlySpan<byte> user, ReadOnlySpan<byte> password)
    {
        var right = Encoding.UTF8.GetBytes(client.Context.Password!);
        client.IsAuthenticated = user.SequenceEqual("default"u8) && CryptographicOperations.FixedTimeEquals(password, right);
        if (client.IsAuthenticated)
        {
            client.Replies.Append(Conversation.Ok);
        }
        else
        {
            client.Error("WRONGPASS invalid username-password pair or user is disabled.");
        }

        return client.IsAuthenticated;
    }
}
