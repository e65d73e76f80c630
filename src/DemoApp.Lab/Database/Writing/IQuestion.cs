namespace DemoApp.Lab.Database.Writing;

/// <summary>Something to be done with the state, by the writer, between batches.</summary>
internal interface IQuestion
{
    /// <summary>Asks, and returns what tells the asker once all is on disk.</summary>
    Action Answer(Primary primary);

    void Fail(Exception e);
}
