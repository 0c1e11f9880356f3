import Foundation
import Kernel
import TestKit
import Testing

@testable import Platform

/// The work of a check is bounded by the size of the file, and stoppable.
@Suite(.serialized) struct HostileFileTests {
    /// How long a picture of the same size takes that is nothing but honest.
    private static func honest(_ size: Int) throws -> Duration {
        let noise = (0..<max(1, size)).map { UInt8(truncatingIfNeeded: $0 &* 7 % 251) }
        let picture: [UInt8] = Array(Sample.jpeg.dropLast(2)) + noise + [0xFF, 0xD9]
        return try ContinuousClock().measure { _ = try Sniffer.look(at: Content(picture)) }
    }

    @Test(arguments: Hostile.all.indices)
    func `costs no more than in proportion to its size`(index: Int) throws {
        let hostile = Hostile.all[index]
        let cabinet = Cabinet()
        try cabinet.write(hostile.bytes, to: "file")
        let file = try #require(try Disk.openToRead("\(cabinet.path)/file"))
        defer { close(file) }
        let content = Content(file: file, size: hostile.bytes.count)

        let took = ContinuousClock().measure {
            do {
                _ = try Sniffer.look(at: content)
            } catch {
                #expect(error is Unsound, "\(hostile): \(error)")
            }
        }

        let (spent, limit) = (content.allowance.spent, content.allowance.limit)
        #expect(spent.looks <= limit.looks + 1 && spent.looks <= 100_001)
        #expect(spent.fetched <= limit.fetched + hostile.bytes.count, "\(hostile): \(spent)")
        let most = max(.seconds(2), try Self.honest(hostile.bytes.count) * 50)
        #expect(took < most, "\(hostile), \(hostile.bytes.count) bytes: \(took)")
    }

    @Test(arguments: Sample.all.indices)
    func `broken off anywhere it is refused or taken at once`(index: Int) throws {
        let sample = Sample.all[index]

        for count in 0..<sample.bytes.count {
            let content = Content(Array(sample.bytes.prefix(count)))
            do {
                _ = try Sniffer.look(at: content)
            } catch {
                #expect(error is Unsound, "\(sample.type) cut at \(count): \(error)")
            }
            #expect(content.allowance.spent.looks < 100)
        }
    }

    @Test(arguments: Sample.all.indices)
    func `with any number at its maximum it is refused or taken at once`(index: Int) throws {
        let sample = Sample.all[index]

        for place in 0..<sample.bytes.count {
            for width in [1, 2, 4] where place + width <= sample.bytes.count {
                var bytes = sample.bytes
                for index in place..<(place + width) { bytes[index] = 0xFF }
                let content = Content(bytes)
                do {
                    _ = try Sniffer.look(at: content)
                } catch {
                    #expect(error is Unsound, "\(sample.type) at \(place): \(error)")
                }
                #expect(content.allowance.spent.looks < 100)
            }
        }
    }

    @Test func `a check is stopped by the clock`() throws {
        let bytes = Hostile.repeated([0xFF, 0xD8, 0xFF] + Hostile.fill(1 << 16, 7), 4)
        let content = Content(bytes, Allowance(size: bytes.count, until: .now))

        #expect(throws: TookTooLong.self) { try Sniffer.look(at: content) }
    }

    @Test func `what is not accepted is not looked through`() throws {
        let bytes = Array(Hostile.all[0].bytes)
        let content = Content(bytes)

        #expect(try Sniffer.look(at: content, for: [.jpeg, .png, .webp]) == nil)
        #expect(content.allowance.spent.looks == 1)
    }

    @Test func `beside many of them an honest paper and a download stay quick`() async throws {
        let world = try await anArchive()
        let paper = try await world.add("a.pdf", "application/pdf", Sample.pdf)
        let link = try await world.link(to: paper.id ?? "")
        let bombs = Hostile.all.filter { $0.bytes.count < 900_000 }

        async let attack = world.atOnce(bombs.count * 2) { number in
            let bomb = bombs[number % bombs.count]
            return try await world.add("\(number).png", "image/png", bomb.bytes, as: .luca)
        }
        var slowest = Duration.zero
        for number in 0..<5 {
            let start = ContinuousClock.now
            #expect(try await world.anonymous.get(link).status == 200)
            #expect(try await world.add("honest \(number).pdf", nil, Sample.pdf).status == 201)
            slowest = max(slowest, .now - start)
        }

        let answers = try await attack
        #expect(answers.allSatisfy { [415, 422, 503, 413].contains($0.status) }, "\(answers.statuses)")
        #expect(slowest < .seconds(5), "\(slowest)")
    }

    @Test func `when all who look are busy the sender is told when to come again, and others are served`()
        async throws
    {
        let threadPool = ThreadPool("busy", threads: 1, maxQueue: 10, patience: .milliseconds(300))
        let world = try await anArchive { $0.files.sniffers = threadPool }
        let paper = try await world.add("a.pdf", nil, Sample.pdf)
        let link = try await world.link(to: paper.id ?? "")
        let gate = DispatchSemaphore(value: 0)
        async let busy: Void = threadPool.run { gate.wait() }
        try await Task.sleep(for: .milliseconds(50))

        let answers = try await world.atOnce(5) { number in
            try await world.add("late \(number).pdf", nil, Sample.pdf)
        }
        let download = try await world.anonymous.get(link)
        gate.signal()
        try await busy
        let after = try await world.add("after.pdf", nil, Sample.pdf)

        #expect(answers.allSatisfy { $0.status == 503 && $0.header("Retry-After") == "5" })
        #expect(download.status == 200 && after.status == 201)
        #expect(world.cabinet.files.count == 2, "nothing is left of what was refused")
    }
}
