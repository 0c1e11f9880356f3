import Kernel
import Testing

@testable import Web

@Suite struct UntrustedProxyTests {
    @Test func `a proxy that is not trusted is told of once, loudly`() async throws {
        let lines = Lines()
        let writer = lines.writer
        let services = EdgeServices(log: JSONLog.logger("edge", writer: writer))
        let edge = try Fixture.edge([Fixture.get("/") { _ in Plain("a") }], services: services)
        let forwarded: KeyValuePairs = ["X-Forwarded-For": "192.0.2.7"]

        _ = await edge.answer(.get("/"), address: "10.0.0.9")
        _ = await edge.answer(.get("/", forwarded), address: "198.51.100.1")
        writer.flush()
        #expect(lines.text.isEmpty, "nobody stands between, or a stranger makes it up")

        for _ in 1...3 { _ = await edge.answer(.get("/", forwarded), address: "10.0.0.9") }
        writer.flush()

        let told = lines.text.split(separator: "\n").filter { $0.contains("PORTICO_TRUSTED_PROXIES") }
        #expect(told.count == 1 && told.first?.contains("\"level\":\"error\"") == true)
    }

    @Test func `a proxy that is trusted is not told of`() async throws {
        let lines = Lines()
        let writer = lines.writer
        let services = EdgeServices(log: JSONLog.logger("edge", writer: writer))
        let range = try #require(AddressRange("10.0.0.0/8"))
        let edge = try Fixture.edge([Fixture.get("/") { _ in Plain("a") }], services: services) {
            $0.trustedProxies = [range]
        }

        _ = await edge.answer(.get("/", ["X-Forwarded-For": "192.0.2.7"]), address: "10.0.0.9")
        writer.flush()

        #expect(lines.text.isEmpty)
    }
}
