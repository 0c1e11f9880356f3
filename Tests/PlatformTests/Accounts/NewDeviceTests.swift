import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct NewDeviceTests {
    private let firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"
    private let chrome =
        "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0 Safari/537.36"

    @Test func `the first login is not told, a new device is, once`() async throws {
        let world = try await aClub()
        try await login(firefox, world)
        #expect(try await world.subjects(to: .giulia) == [])
        try await login(firefox.replacing("140", with: "141"), world)
        #expect(try await world.subjects(to: .giulia) == [])

        for _ in 1...3 { try await login(chrome, world) }

        #expect(try await world.subjects(to: .giulia) == ["Accesso da un nuovo dispositivo"])
        #expect(world.mails(to: .giulia).first?.text.contains("Chrome, Windows") == true)
    }

    @Test func `twenty simultaneous logins from a new device are told once`() async throws {
        let world = try await aClub()
        try await login(firefox, world)

        _ = try await world.atOnce(20) { [chrome] _ in
            try await NewDeviceTests.login(chrome, world)
        }

        #expect(try await world.subjects(to: .giulia) == ["Accesso da un nuovo dispositivo"])
    }

    @Test(arguments: [
        ("10.1.2.3", "10.1.9.9", true), ("10.1.2.3", "10.2.2.3", false),
        ("2001:db8:1::1", "2001:db8:ffff::2", true), ("2001:db8::1", "2001:db9::1", false),
    ])
    func `an address in the same network is nothing new`(one: String, other: String, same: Bool) {
        let (one, other) = (
            DeviceFamily(userAgent: firefox, address: one), DeviceFamily(userAgent: firefox, address: other)
        )
        #expect((one == other) == same)
    }

    @Test(arguments: [
        ("curl/8.5.0", "curl"), ("", "unknown"), ("\u{0}ééé", "unknown"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Mobile Safari/604.1",
            "Safari, iOS"
        ),
        ("Mozilla/5.0 (Windows NT 10.0) Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
    ])
    func `a device is known by its family`(agent: String, name: String) {
        #expect(DeviceFamily(userAgent: agent, address: "10.0.0.1").name == name)
    }

    private func login(_ agent: String, _ world: World) async throws {
        _ = try await Self.login(agent, world)
    }

    @discardableResult
    private static func login(_ agent: String, _ world: World) async throws -> Int {
        let answer = try await world.anonymous.post(
            "/api/auth/login",
            ["email": .string(Person.giulia.email), "password": .string(Person.demoPassword)] as JSONValue,
            headers: ["User-Agent": agent]
        )
        #expect(answer.status == 200)
        return answer.status
    }
}
