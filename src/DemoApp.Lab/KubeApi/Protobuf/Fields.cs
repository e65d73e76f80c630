namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>The fields of a message by their numbers; written as a table of them.</summary>
internal sealed class Fields
{
    private readonly Dictionary<int, Field> byNumber = [];

    public Field? this[int number] => byNumber.GetValueOrDefault(number);

    public Fields Text(int number, string name) => With(number, new(name));

    public Fields Texts(int number, string name) => With(number, new(name, Repeated: true));

    public Fields Numbers(int number, string name) => With(number, new(name, FieldForm.Number, Repeated: true, KeepsZero: true));

    public Fields Number(int number, string name, bool keepsZero = false) =>
        With(number, new(name, FieldForm.Number, KeepsZero: keepsZero));

    public Fields Flag(int number, string name, bool keepsZero = false) => With(number, new(name, FieldForm.Flag, KeepsZero: keepsZero));

    public Fields IntOrString(int number, string name) => With(number, new(name, FieldForm.IntOrString));

    public Fields Quantity(int number, string name) => With(number, new(name, FieldForm.Quantity));

    public Fields Bytes(int number, string name) => With(number, new(name, FieldForm.Bytes));

    public Fields Time(int number, string name) => With(number, new(name, FieldForm.Time));

    public Fields Map(int number, string name, FieldForm form = FieldForm.TextMap) => With(number, new(name, form));

    public Fields One(int number, string name, Fields of) => With(number, new(name, FieldForm.Message, Of: of));

    public Fields Many(int number, string name, Fields of) => With(number, new(name, FieldForm.Message, Repeated: true, Of: of));

    /// <summary>A part that is a message of its own in protobuf and no object of its own in JSON.</summary>
    public Fields Inline(int number, Fields of) => With(number, new("", FieldForm.Inline, Of: of));

    public Fields Skip(params ReadOnlySpan<int> numbers)
    {
        foreach (var number in numbers)
        {
            With(number, new("", FieldForm.Skipped));
        }
        return this;
    }

    private Fields With(int number, Field field)
    {
        byNumber.Add(number, field);
        return this;
    }
}
