// swift-tools-version: 6.2
import PackageDescription

let package = Package(
    name: "palimpsest",
    products: [
        .library(name: "Palimpsest", targets: ["Palimpsest"]),
        .executable(name: "extract", targets: ["extract"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    ],
    targets: [
        .target(
            name: "ICUShim",
            linkerSettings: [.linkedLibrary("icui18n"), .linkedLibrary("icuuc"), .linkedLibrary("icudata")]
        ),
        .systemLibrary(name: "CYAML", providers: [.apt(["libyaml-dev"])]),
        .target(
            name: "Palimpsest",
            dependencies: ["ICUShim", "CYAML", .product(name: "Crypto", package: "swift-crypto")]
        ),
        .executableTarget(
            name: "extract",
            dependencies: ["Palimpsest", .product(name: "ArgumentParser", package: "swift-argument-parser")]
        ),
        .testTarget(name: "PalimpsestTests", dependencies: ["Palimpsest"], exclude: ["Emit/Golden"]),
        .testTarget(name: "CommandLineTests", dependencies: ["extract"], exclude: ["Cases", "Snapshots"]),
    ],
    cxxLanguageStandard: .cxx17
)
