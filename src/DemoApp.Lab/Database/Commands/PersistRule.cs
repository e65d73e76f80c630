using DemoApp.Lab.Database.ActiveActive;

namespace DemoApp.Lab.Database.Commands;

/// <summary>PERSIST, which wins over every EXPIRE that had not seen it.</summary>
internal sealed class PersistRule : StateRule
{
    protected override RespValue Execute(byte[][] command, Author author)
    {
        if (command.Length != 2)
        {
            return WrongCount("PERSIST");
        }

        if (Seen(command[1], author) is not { ExpireAt: not ExpiryChange.Never })
        {
            return Integer(false);
        }

        author.Persist(command[1]);
        return Integer(true);
    }
}
