import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ScanFileTests {
    private static let infected = Array(
        String(decoding: Sample.pdf, as: UTF8.self).replacing("/Catalog", with: "/PORTICO-TEST-VIRUS").utf8
    )

    @Test func `a clean file is closed until the scanner has seen it`() async throws {
        let (world, double) = try await aScannedArchive()
        defer { double?.stop() }
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let id = paper.id ?? ""

        let early = try await world.as(.giulia).post("/papers/\(id)/links", ["once": false])
        try await world.runJobs()
        let late = try await world.anonymous.get(try await world.link(to: id))

        #expect(paper["state"] == "quarantined")
        #expect(early.status == 409 && early.problem == .fileQuarantined)
        #expect(late.status == 200 && late.body == Sample.pdf)
        #expect(try await world.scanned() == ["clean"])
    }

    @Test func `an infected file is removed, noted and told to the product`() async throws {
        let (world, double) = try await aScannedArchive()
        defer { double?.stop() }
        let paper = try await world.add("a.pdf", nil, Self.infected)

        try await world.runJobs()
        let link = try await world.as(.giulia).post("/papers/\(paper.id ?? "")/links", ["once": false])

        #expect(link.status == 409 && link.problem == .fileInfected)
        #expect(world.cabinet.files.isEmpty)
        #expect(try await world.scanned() == ["infected"])
        #expect(try await world.audit().last == "file.infected")
        let finding = try await world.db.read { tx in
            try tx.value("SELECT finding FROM stored_file", as: String.self)
        }
        #expect(finding == "Portico.Marker.UNOFFICIAL")
    }

    @Test func `while the scanner is away files wait, however long that takes`() async throws {
        let path = ClamdDouble.newPath()
        let world = try await anArchive { $0.files.scanner = Clamd("unix:\(path)") }
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        for _ in 0..<20 {
            try await world.runJobs()
            world.clock.advance(by: .seconds(31))
        }
        #expect(try await world.scanned().isEmpty)
        let closed = try await world.as(.giulia).post("/papers/\(paper.id ?? "")/links", ["once": false])
        #expect(closed.problem == .fileQuarantined)

        let double = try ClamdDouble(at: path)
        defer { double.stop() }
        try await world.runJobs()

        #expect(try await world.scanned() == ["clean"])
        #expect(try await world.anonymous.get(try await world.link(to: paper.id ?? "")).status == 200)
    }

    @Test(arguments: [
        ClamdDouble.Manner.says("INSTREAM size limit exceeded. ERROR"), .says(""), .says("stream: FOUND"),
        .says("OK"),
        .says("stream: Can't allocate memory ERROR"), .hangsUp,
    ])
    func `without a verdict a file stays closed and the job is tried again`(
        manner: ClamdDouble.Manner
    ) async throws {
        let double = try ClamdDouble(manner)
        defer { double.stop() }
        let world = try await anArchive { $0.files.scanner = Clamd("unix:\(double.path)") }
        _ = try await world.add("a.pdf", nil, Sample.pdf)

        try await world.runJobs()

        let state = try await world.db.read { tx in
            try tx.value("SELECT state FROM stored_file", as: String.self)
        }
        #expect(state == "quarantined")
        #expect(try await world.scanned().isEmpty)
        let job = try await world.jobs().first { $0.kind == ScanFile.kind }
        #expect(job?.state == .retry || job?.state == .ready)
    }

    @Test func `addresses of the daemon`() {
        #expect(Clamd("unix:/run/clamd.ctl")?.address == .unix(path: "/run/clamd.ctl"))
        #expect(Clamd("tcp:clamd.example:3310")?.address == .tcp(host: "clamd.example", port: 3310))
        #expect(Clamd("tcp:::1:3310")?.address == .tcp(host: "::1", port: 3310))
        for wrong in [
            "", "unix:clamd", "tcp:host", "tcp::3310", "tcp:host:0", "tcp:host:99999", "/run/clamd.ctl",
        ] {
            #expect(Clamd(wrong) == nil, "\(wrong)")
        }
    }

    @Test(.enabled(if: ProcessInfo.processInfo.environment["PORTICO_TEST_CLAMD"] != nil))
    func `the real daemon refuses what is too large for it`() async throws {
        let (world, _) = try await aScannedArchive()
        let scanner = try #require(world.site.dependencies.files.scanner)

        await #expect(throws: ClamdRefused.self) {
            _ = try await scanner.scan { take in
                for _ in 0..<100 { try await take([UInt8](repeating: 7, count: 100_000)) }
            }
        }
    }
}

/// With the real daemon where there is one, else with a double.
private func aScannedArchive() async throws -> (World, ClamdDouble?) {
    if let real = ProcessInfo.processInfo.environment["PORTICO_TEST_CLAMD"] {
        return (try await anArchive { $0.files.scanner = Clamd(real) }, nil)
    }
    let double = try ClamdDouble()
    return (try await anArchive { $0.files.scanner = Clamd("unix:\(double.path)") }, double)
}

extension World {
    fileprivate func scanned() async throws -> [String] {
        try await db.read { tx in try tx.values("SELECT state FROM scanned", as: String.self) }
    }
}
