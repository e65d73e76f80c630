# The program in a container: docker build -t demoapp . && docker run --rm -p 8080:8080 -e Presenter__Passcode=choose-one demoapp
# The browser libraries are fetched in a stage of their own, so that neither npm nor the SDK is in what runs.
FROM node:22-bookworm-slim AS libraries
WORKDIR /libraries
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts --no-audit --no-fund

FROM mcr.microsoft.com/dotnet/sdk:10.0 AS build
WORKDIR /source
# What restore reads first: the packages stay cached until one of these changes.
COPY global.json Directory.Build.props Directory.Packages.props BannedSymbols.txt .editorconfig ./
COPY src/DemoApp/DemoApp.csproj src/DemoApp/packages.lock.json src/DemoApp/WebAssets.targets src/DemoApp/
COPY src/DemoApp.Lab/DemoApp.Lab.csproj src/DemoApp.Lab/packages.lock.json src/DemoApp.Lab/
RUN dotnet restore src/DemoApp --locked-mode
COPY package.json package-lock.json .npmrc appsettings.json ./
COPY --from=libraries /libraries/node_modules node_modules
COPY wwwroot wwwroot
COPY k8s/federation k8s/federation
COPY src src
RUN dotnet publish src/DemoApp --configuration Release --no-restore --output /program -p:UseAppHost=false -p:RequireClientLibraries=true

FROM mcr.microsoft.com/dotnet/aspnet:10.0
WORKDIR /program
# Numbers, not names: Kubernetes can tell from them that it is not root.
RUN mkdir /data && chown 1654:1654 /data
COPY --from=build /program .
USER 1654:1654
# Beyond loopback the program starts only with Presenter__Passcode set.
ENV Urls=http://+:8080 Lab__DataDirectory=/data DOTNET_EnableDiagnostics=0
VOLUME /data
EXPOSE 8080
ENTRYPOINT ["dotnet", "DemoApp.dll"]
