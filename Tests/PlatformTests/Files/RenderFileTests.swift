import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// With poppler itself, as it is installed.
@Suite struct RenderFileTests {
    private func safeLink(_ world: World, _ id: String) async throws -> SafeLink {
        let file = try #require(ID<StoredFile>(id))
        return try await world.db.write { tx in
            try Files.safeLink(to: file, by: .system, at: world.site, tx)
        }
    }

    private func path(_ url: String) -> String {
        String(url.dropFirst("https://world.example".count))
    }

    @Test func `an active paper has a copy that shows the same and does nothing`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("modulo.pdf", "application/pdf", Paper.form)
        guard case .waiting = try await safeLink(world, paper.id ?? "") else {
            Issue.record("there is a copy already")
            return
        }

        try await world.runJobs()

        let link = try await safeLink(world, paper.id ?? "").opened()
        let copy = try await world.anonymous.get(path(link.url))
        #expect(copy.status == 200 && copy.header("Content-Disposition")?.contains("modulo.pdf") == true)
        #expect(try Sniffer.look(at: Content(copy.body)) == Sniffed(type: .pdf))
        #expect(try PDFReader(copy.body).text.contains("Modello"))
        let whole = try await world.anonymous.get(path(try #require(link.originalUrl)))
        #expect(whole.body == Paper.form)
    }

    @Test func `what only shows has no copy`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Paper.pdf())

        let link = try await safeLink(world, paper.id ?? "").opened()

        #expect(try await world.anonymous.get(path(link.url)).body == Paper.pdf())
        #expect(link.originalUrl == nil)
        #expect(try await world.count("SELECT COUNT(*) FROM file_rendering") == 0)
    }

    @Test func `it is made once the scanner has let the paper pass, and not of what it has not`() async throws
    {
        let double = try ClamdDouble()
        defer { double.stop() }
        let world = try await anArchive { $0.files.scanner = Clamd("unix:\(double.path)") }
        let good = try await world.add("a.pdf", nil, Paper.form)
        let bad = String(decoding: Paper.form, as: UTF8.self).replacing("nome", with: "PORTICO-TEST-VIRUS")
        _ = try await world.add("b.pdf", nil, Array(bad.utf8))
        #expect(try await world.count("SELECT COUNT(*) FROM file_rendering") == 0)

        try await world.runJobs()

        #expect(try await safeLink(world, good.id ?? "").opened().originalUrl != nil)
        #expect(try await world.count("SELECT COUNT(*) FROM file_rendering") == 1)
    }

    @Test func `a paper that cannot be printed has only the original`() async throws {
        let world = try await anArchive()
        let empty = Array(
            "%PDF-1.7\n1 0 obj\n<< /Type /Catalog /AcroForm << >> >>\nendobj\nstartxref\n0\n%%EOF\n".utf8
        )
        let paper = try await world.add("a.pdf", nil, empty)

        try await world.runJobs()

        let refusal = await #expect(throws: Problem.self) {
            try await safeLink(world, paper.id ?? "").opened()
        }
        #expect(refusal?.code == .fileNotRendered)
        #expect(refusal?.extras["original_url"]?.stringValue?.hasPrefix("https://") == true)
    }

    @Test(arguments: [
        ("sleep 60", "took too long"), ("exec head -c 50000000 /dev/zero > \"$3\"", "killed by signal 25"),
        ("exit 3", "ended with 3"),
        (": > \"$3\"", "made nothing"), ("x=$(head -c 900000000 /dev/zero | tr '\\0' a)", ""),
    ])
    func `a program that takes too much is ended`(script: String, why: String) async throws {
        let cabinet = Cabinet()
        try cabinet.write(Array("#!/bin/sh\n\(script)\n".utf8), to: "program")
        chmod("\(cabinet.path)/program", 0o700)
        let world = try await anArchive { dependencies in
            dependencies.files.renderer = Renderer(program: "\(cabinet.path)/program")
            dependencies.files.renderer.limits = ChildProcess.Limits(
                time: .seconds(2),
                memoryBytes: 64 << 20,
                fileBytes: 1 << 20
            )
        }
        let paper = try await world.add("a.pdf", nil, Paper.form)

        let took = try await ContinuousClock().measure { _ = try await world.runJobs() }

        let failure = try await world.db.read { tx in
            try tx.value("SELECT failure FROM file_rendering", as: String.self)
        }
        #expect(failure.map { why.isEmpty || $0.contains(why) } == true, "\(failure ?? "nil")")
        #expect(took < .seconds(20))
        #expect(world.cabinet.files.count == 1, "nothing is left of it: \(world.cabinet.files)")
        guard case .failed = try await safeLink(world, paper.id ?? "") else {
            Issue.record("it is not said to have failed")
            return
        }
    }

    @Test func `without the program it waits for somebody to install it`() async throws {
        let world = try await anArchive { $0.files.renderer = Renderer(program: "no-such-program") }
        let paper = try await world.add("a.pdf", nil, Paper.form)

        try await world.runJobs()

        let refusal = await #expect(throws: Problem.self) {
            try await safeLink(world, paper.id ?? "").opened()
        }
        #expect(refusal?.code == .fileRendering && refusal?.retryAfter == 5)
    }

    @Test func `it is thrown away with the paper, bytes and all`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", nil, Paper.form)
        try await world.runJobs()
        #expect(world.cabinet.files.count == 2)

        #expect(try await world.as(.giulia).delete("/papers/\(paper.id ?? "")").status == 204)
        try await world.runJobs()

        #expect(try await world.isEmpty())
        #expect(try await world.count("SELECT COUNT(*) FROM file_rendering") == 0)
    }
}
