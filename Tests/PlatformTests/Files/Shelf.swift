import Foundation
import Kernel
import TestKit
import Web

@testable import Platform

/// Where the files of a test lie: the same must hold in all places.
enum Shelf: String, CaseIterable, Sendable {
    case folder
    case bucket

    private static let environment = ProcessInfo.processInfo.environment

    static var hasBucket: Bool { environment["PORTICO_TEST_S3_ENDPOINT"] != nil }

    /// Without an S3 server there is only the folder.
    static var all: [Shelf] { hasBucket ? allCases : [.folder] }

    /// A part of its own in the bucket on the test's server, which sets much aside for each bucket.
    static func bucket() async throws -> Bucket {
        var bucket = Bucket(
            Bucket.Settings(
                endpoint: environment["PORTICO_TEST_S3_ENDPOINT"] ?? "http://127.0.0.1:1",
                bucket: "portico-test",
                prefix: "a prefix/é+/\(UUID())/",
                region: "eu-south-1",
                accessKey: environment["PORTICO_TEST_S3_ACCESS_KEY"] ?? "",
                secretKey: environment["PORTICO_TEST_S3_SECRET_KEY"] ?? ""
            ),
            http: HTTPCaller(),
            now: WallClock.now
        )
        bucket.part = 5 << 20
        bucket.piece = 1 << 20
        try await bucket.make()
        return bucket
    }

    func archive() async throws -> World {
        guard self == .bucket else { return try await anArchive() }
        let bucket = try await Self.bucket()
        let spool = FileManager.default.temporaryDirectory.appendingPathComponent("portico-spool-\(UUID())")
            .path
        return try await anArchive { $0.files = FileStorageSettings(storage: bucket, spool: spool) }
    }
}

extension World {
    /// How large the object of a file is; nil when there is none.
    func stored(_ key: ObjectKey) async throws -> Int? {
        try await site.dependencies.files.storage.size(of: key)
    }
}
