import Kernel
import Logging
import NIOCore
import Testing

@testable import Web

@Suite struct EdgePartsTests {
    @Test func `a limiter allows its count in any window and forgets the idle`() {
        let limiter = RateLimiter(capacity: 160)
        let limit = RateLimit("l", 3, per: .seconds(10))
        var now = Instant(seconds: 1000)

        #expect(
            (1...4).map { _ in limiter.consume(limit, for: "a", at: now).isAllowed } == [
                true, true, true, false,
            ]
        )
        now = now + .seconds(15)
        // Half of the last window is still in view: two of its three count.
        #expect((1...2).map { _ in limiter.consume(limit, for: "a", at: now).isAllowed } == [true, false])
        now = now + .seconds(40)
        #expect(limiter.consume(limit, for: "a", at: now).remaining == 2)
        for number in 0..<10_000 { _ = limiter.consume(limit, for: String(number), at: now) }
        #expect(limiter.count <= 160)
    }

    @Test func `a traceparent is read, continued and written`() throws {
        let header = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"
        let trace = try #require(TraceContext(traceparent: header))

        #expect(trace.traceIDText == "4bf92f3577b34da6a3ce929d0e0e4736")
        #expect(trace.parent == 0x00f0_67aa_0ba9_02b7)
        #expect(trace.isSampled)
        #expect(trace.child.parent == trace.spanID)
        #expect(TraceContext(traceparent: trace.traceparent)?.parent == trace.spanID)
    }

    @Test(arguments: [
        "", "00-00000000000000000000000000000000-00f067aa0ba902b7-01",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-extra",
    ])
    func `a broken traceparent is no trace`(header: String) {
        #expect(TraceContext(traceparent: header) == nil)
    }

    @Test func `only trusted proxies are believed about the caller`() throws {
        let ranges = try ["10.0.0.0/8", "::1", "2001:db8::/32"].map { try #require(AddressRange($0)) }
        let callers = CallerAddress(trusted: ranges)

        #expect(callers.address(peer: "10.1.2.3", forwarded: "6.6.6.6, 1.2.3.4, 10.9.9.9") == "1.2.3.4")
        #expect(callers.address(peer: "5.5.5.5", forwarded: "1.2.3.4") == "5.5.5.5")
        #expect(callers.address(peer: "::1", forwarded: "[2a00::7]:443") == "2a00::7")
        #expect(callers.address(peer: "10.1.2.3", forwarded: "unknown") == "10.1.2.3")
        #expect(callers.address(peer: "10.1.2.3", forwarded: "10.0.0.1") == "10.0.0.1")
        #expect(CountedAddress("2a00:1:2:3:4::5") == CountedAddress("2a00:1:2:3:ffff::9"))
        #expect(CountedAddress("2a00:1:2:3::") != CountedAddress("2a00:1:2:4::"))
        #expect(CountedAddress("::ffff:192.0.2.1") == CountedAddress("192.0.2.1"))
        #expect(AddressRange("10.0.0.0/33") == nil && AddressRange("house") == nil)
    }

    @Test func `a body is read once and no further than its limit`() async throws {
        let body = RequestBody(bytes: [1, 2, 3])
        #expect(try await body.collect() == [1, 2, 3])
        #expect(try await body.collect() == [])

        await #expect(throws: Problem.self) { try await RequestBody(bytes: [1, 2, 3]).collect(upTo: 2) }
        let parts = Parts(["ab", "cd", "ef"])
        let chunked = RequestBody(length: nil, limit: 5) { await parts.next() }
        await #expect(throws: Problem.self) { try await chunked.collect() }
    }

    @Test func `the log is JSON and keeps secrets out`() throws {
        let lines = Lines()
        let writer = lines.writer
        var log = JSONLog.logger("test", writer: writer, now: { Instant(seconds: 0) })
        log[metadataKey: "authorization"] = "Bearer abc"

        log.info(
            "call with Bearer abc.def and \"quotes\"\n",
            metadata: ["refresh_token": "xyz", "count": "3"]
        )
        log.debug("not this")
        writer.flush()

        let value = try JSONValue(parsing: Array(lines.text.utf8.dropLast()))
        #expect(value["ts"] == .string("1970-01-01T00:00:00Z"))
        #expect(value["level"] == .string("info"))
        #expect(value["msg"] == .string("call with Bearer [redacted] and \"quotes\"\n"))
        #expect(value["authorization"] == .string("[redacted]"))
        #expect(value["refresh_token"] == .string("[redacted]"))
        #expect(value["count"] == .string("3"))
    }

    @Test func `deadlines fire when due and not when removed`() async throws {
        let deadlines = Deadlines(tick: .milliseconds(5))
        let fired = Counter()

        let removed = deadlines.add(after: .milliseconds(20)) { fired.add(100) }
        _ = deadlines.add(after: .milliseconds(20)) { fired.add(1) }
        deadlines.remove(removed)
        for _ in 0..<200 where fired.value == 0 { try await Task.sleep(for: .milliseconds(5)) }

        #expect(fired.value == 1)
    }
}

private actor Parts {
    private var rest: [String]

    init(_ parts: [String]) {
        rest = parts
    }

    func next() -> ByteBuffer? {
        rest.isEmpty ? nil : ByteBuffer(string: rest.removeFirst())
    }
}
