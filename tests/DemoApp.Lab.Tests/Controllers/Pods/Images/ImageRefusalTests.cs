using DemoApp.Lab.Controllers.Pods.Images;
using Xunit;

namespace DemoApp.Lab.Tests.Controllers.Pods.Images;

public sealed class ImageRefusalTests
{
    [Theory]
    [InlineData("nginx", "docker.io/library/nginx:latest")]
    [InlineData("bitnami/redis:7.2", "docker.io/bitnami/redis:7.2")]
    [InlineData("localhost:5000/a/b", "localhost:5000/a/b:latest")]
    [InlineData("ghcr.io/stefanprodan/podinfo:6.0.0", "ghcr.io/stefanprodan/podinfo:6.0.0")]
    [InlineData("Nginx", null)]
    [InlineData("nginx:", null)]
    [InlineData("a b", null)]
    [InlineData("nginx@sha256:12", null)]
    public void Name_Written_IsReadAsARuntimeReadsIt(string image, string? full) => Assert.Equal(full, ImageName.Full(image));

    [Theory]
    [InlineData("nginx:1", null)]
    [InlineData("missing", null)]
    [InlineData("Nginx", "InvalidImageName")]
    [InlineData("nosuch:missing", "ErrImagePull")]
    [InlineData("nginx:nosuch", "ErrImagePull")]
    [InlineData("registry.invalid/web:1", "ErrImagePull")]
    [InlineData("redislabs/redis:7.22.0-28", null)]
    public void Image_IsRefusedOnlyWhereNoRegistryCanHaveIt(string image, string? reason) => Assert.Equal(reason, ImageRefusal.Of(image)?.Reason);
}
