import Foundation
import Kernel
import Testing

@testable import Platform

@Suite struct TransferFileTests {
    @Test func `a file is sent with its size`() async throws {
        let server = try FarServer.shared()
        let folder = try Folder()
        let path = folder.path("up")
        try Data(repeating: 65, count: 3_000_000).write(to: URL(fileURLWithPath: path))

        let answer = try await HTTPCaller().call(
            .init("PUT", "\(server.root)/up", body: .file(path: path, size: 3_000_000))
        )

        let seen = try JSONValue(parsing: answer.body)
        #expect(seen["method"] == "PUT" && seen["size"] == 3_000_000)
        #expect(seen["body"]?.stringValue?.hasPrefix("AAAA") == true)
    }

    @Test func `a file that is not there or too short is a failure`() async throws {
        let server = try FarServer.shared()
        let folder = try Folder()
        try Data("short".utf8).write(to: URL(fileURLWithPath: folder.path("short")))

        for (name, size) in [("nothing", 5), ("short", 6)] {
            let request = HTTPCaller.Request(
                "PUT",
                "\(server.root)/up",
                body: .file(path: folder.path(name), size: size),
                timeout: .seconds(5)
            )
            let failure = await failure(HTTPCaller(), request)
            #expect(failure == .file || failure == .cancelled, "\(name)")
        }
    }

    @Test func `a download is in its file, and an empty one too`() async throws {
        let server = try FarServer.shared()
        let folder = try Folder()

        let whole = try await HTTPCaller().download(
            .init("GET", "\(server.root)/zeros?5000000", answerLimit: 5_000_000),
            to: folder.path("zeros")
        )
        let empty = try await HTTPCaller().download(
            .init("GET", "\(server.root)/zeros?0"),
            to: folder.path("empty")
        )

        #expect(whole.status == 200 && whole.body.isEmpty && empty.status == 200)
        #expect(folder.size("zeros") == 5_000_000)
        #expect(folder.size("empty") == 0)
    }

    @Test func `a refusal, a flood or a break leaves no file`() async throws {
        let server = try FarServer.shared()
        let folder = try Folder()

        let refusal = try await HTTPCaller().download(
            .init("GET", "\(server.root)/status?404"),
            to: folder.path("a")
        )
        await #expect(throws: HTTPFailure.tooLarge) {
            try await HTTPCaller().download(
                .init("GET", "\(server.root)/endless", answerLimit: 1_000_000),
                to: folder.path("b")
            )
        }

        #expect(refusal.status == 404 && refusal.body == Array("as you wish".utf8))
        #expect(folder.size("a") == nil && folder.size("b") == nil)
    }

    @Test func `a file that is there already is not written over`() async throws {
        let server = try FarServer.shared()
        let folder = try Folder()
        try Data("mine".utf8).write(to: URL(fileURLWithPath: folder.path("mine")))

        await #expect(throws: HTTPFailure.file) {
            try await HTTPCaller().download(.init("GET", "\(server.root)/"), to: folder.path("mine"))
        }

        #expect(folder.size("mine") == 4)
    }
}

/// A folder that goes with its owner.
private final class Folder: Sendable {
    private let url = FileManager.default.temporaryDirectory
        .appendingPathComponent("portico-out-\(UInt64.random(in: 0 ... .max))")

    init() throws {
        try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(at: url)
    }

    func path(_ name: String) -> String { url.appendingPathComponent(name).path }

    func size(_ name: String) -> Int? {
        (try? Data(contentsOf: URL(fileURLWithPath: path(name))))?.count
    }
}
