namespace DemoApp.Lab.KubeApi.Protobuf;

/// <summary>The fields of a message by their numbers; written as a table of them.</summary>
internal sealed class Fields : Dictionary<int, Field>
{
    public Fields Text(int number, string name) => With(number, new(name));

    public Fields Texts(int number, string name) => With(number, new(name, Repeated: true));

    public Fields Number(int number, string name) => With(number, new(name, FieldForm.Number));

    public Fields Flag(int number, string name) => With(number, new(name, FieldForm.Flag));

    public Fields Map(int number, string name, FieldForm form = FieldForm.TextMap) => With(number, new(name, form));

    public Fields One(int number, string name, Fields of) => With(number, new(name, FieldForm.Message, false, of));

    public Fields Many(int number, string name, Fields of) => With(number, new(name, FieldForm.Message, true, of));

    private Fields With(int number, Field field)
    {
        Add(number, field);
        return this;
    }
}
