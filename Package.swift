// swift-tools-version: 6.2
import PackageDescription

/// All products.
///
/// A new one is one more name here and one more value in `Sources/App/Products.swift`.
let products = ["CAF", "Distribution", "Wellness", "Marketplace", "Tutoring"]

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    // Generic code of one target is specialised in the others: rows, JSON and routes are generic throughout.
    .unsafeFlags(["-cross-module-optimization"], .when(configuration: .release)),
]

let platform: [Target.Dependency] = ["Kernel", "Store", "Web", "Platform"]

let http: [Target.Dependency] = [
    .product(name: "Hummingbird", package: "hummingbird"),
    .product(name: "HummingbirdTLS", package: "hummingbird"),
    .product(name: "NIOCore", package: "swift-nio"),
    .product(name: "NIOPosix", package: "swift-nio"),
    .product(name: "NIOHTTP1", package: "swift-nio"),
    .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
    .product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras"),
    .product(name: "NIOSSL", package: "swift-nio-ssl"),
    .product(name: "HTTPTypes", package: "swift-http-types"),
    .product(name: "Crypto", package: "swift-crypto"),
    .product(name: "Logging", package: "swift-log"),
    .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
]

func module(_ name: String, _ dependencies: [Target.Dependency] = []) -> Target {
    .target(name: name, dependencies: dependencies, swiftSettings: settings)
}

func tests(of name: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = []) -> Target {
    .testTarget(
        name: name + "Tests",
        dependencies: [.target(name: name)] + dependencies,
        exclude: exclude,
        swiftSettings: settings
    )
}

let package = Package(
    name: "portico",
    platforms: [.macOS(.v15)],
    // Exactly the tested versions: there is no lock file here.
    dependencies: [
        .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1"),
        .package(url: "https://github.com/apple/swift-nio", exact: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras", exact: "1.35.2"),
        .package(url: "https://github.com/apple/swift-nio-ssl", exact: "2.37.6"),
        .package(url: "https://github.com/apple/swift-http-types", exact: "1.8.0"),
        .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
        .package(url: "https://github.com/apple/swift-certificates", exact: "1.21.1"),
        .package(url: "https://github.com/apple/swift-asn1", exact: "1.7.4"),
        .package(url: "https://github.com/vapor/jwt-kit", exact: "5.7.1"),
        .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
        .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    ],
    targets: [
        .systemLibrary(name: "CSQLite", pkgConfig: "sqlite3", providers: [.apt(["libsqlite3-dev"])]),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CArgon2", pkgConfig: "libargon2", providers: [.apt(["libargon2-dev"])]),
        .systemLibrary(name: "CCurl", pkgConfig: "libcurl", providers: [.apt(["libcurl4-openssl-dev"])]),
        .systemLibrary(name: "CCairo", pkgConfig: "pangocairo", providers: [.apt(["libpango1.0-dev"])]),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),

        module("Kernel"),
        module("Store", ["Kernel", "CSQLite", "CLibPQ"]),
        module("Web", ["Kernel", "CZlib"] + http),
        module(
            "Platform",
            [
                "Kernel", "Store", "Web", "CArgon2", "CCairo", "CCurl", "CZlib",
                .product(name: "Crypto", package: "swift-crypto"),
                .product(name: "X509", package: "swift-certificates"),
                .product(name: "SwiftASN1", package: "swift-asn1"),
                .product(name: "JWTKit", package: "jwt-kit"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
            ]
        ),
        module(
            "App",
            platform + products.map { .target(name: $0) } + [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Logging", package: "swift-log"),
                .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
                .product(name: "UnixSignals", package: "swift-service-lifecycle"),
            ]
        ),
        .executableTarget(
            name: "portico",
            dependencies: ["App", .product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: settings
        ),
        .target(
            name: "TestKit",
            dependencies: platform + ["CLibPQ", "CSQLite"],
            path: "Tests/TestKit",
            swiftSettings: settings
        ),
        tests(of: "Kernel"),
        tests(of: "Store", ["Kernel"]),
        tests(of: "Web", ["Kernel", "TestKit"] + http, exclude: ["OpenAPI/sample.openapi.json"]),
        tests(of: "Platform", ["TestKit", "Kernel", "Store", "Web"]),
        tests(of: "App", ["TestKit"] + platform, exclude: ["Fixtures"]),
    ]
        + products.map { module($0, platform) }
        + products.map {
            tests(
                of: $0,
                ["TestKit"] + platform,
                exclude: ["Wellness", "Marketplace"].contains($0) ? ["Vectors"] : []
            )
        },
    swiftLanguageModes: [.v6]
)

// Yardsticks for `make bench`; ordinary builds never see them.
if Context.environment["BENCH"] != nil {
    package.targets.append(
        .executableTarget(
            name: "hello",
            dependencies: [
                .product(name: "Hummingbird", package: "hummingbird"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks/Hello"
        )
    )
    package.targets.append(
        .executableTarget(
            name: "writes",
            dependencies: ["Kernel", "Store"],
            path: "Benchmarks/Writes",
            swiftSettings: settings
        )
    )
    package.targets.append(
        .executableTarget(
            name: "archive",
            dependencies: platform + [.product(name: "Logging", package: "swift-log")],
            path: "Benchmarks/Archive",
            swiftSettings: settings
        )
    )
    package.targets.append(
        .executableTarget(
            name: "wire",
            dependencies: ["Kernel", "Web", .product(name: "Logging", package: "swift-log")] + http,
            path: "Benchmarks/Wire",
            swiftSettings: settings
        )
    )
    package.targets.append(
        .executableTarget(
            name: "live",
            dependencies: platform + [
                .product(name: "HTTPTypes", package: "swift-http-types"),
                .product(name: "Logging", package: "swift-log"),
            ],
            path: "Benchmarks/Live",
            swiftSettings: settings
        )
    )
}
