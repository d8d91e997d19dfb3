// swift-tools-version: 6.2
import PackageDescription

// A package of its own: its products are instrumented, and nothing else may be built with them. `make fuzz` builds and runs it.
let package = Package(
    name: "palimpsest-fuzz",
    dependencies: [.package(name: "palimpsest", path: "../..")],
    targets: [
        .executableTarget(name: "fuzz", dependencies: [.product(name: "Palimpsest", package: "palimpsest")])
    ],
    cxxLanguageStandard: .cxx17
)
