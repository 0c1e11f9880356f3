import Kernel
import Testing

@testable import Platform

@Suite struct PublicAddressTests {
    @Test func `every range can be read`() {
        #expect(PublicAddress.refused.count == PublicAddress.refusedRanges.count)
    }

    @Test(arguments: [
        "8.8.8.8", "1.1.1.1", "93.184.216.34", "172.15.255.255", "172.32.0.1", "100.63.0.1", "100.128.0.1",
        "223.255.255.255", "2606:4700::1111", "2a00:1450:4002::200e", "64:ff9b::808:808",
    ])
    func `the public internet is public`(address: String) throws {
        #expect(PublicAddress.contains(try #require(AddressRange.bits(of: address))))
    }

    @Test(arguments: [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "100.64.0.1", "100.100.100.200", "127.0.0.1", "127.255.255.255",
        "169.254.169.254", "172.16.0.1", "172.31.255.255", "192.0.0.192", "192.0.2.1", "192.168.1.1",
        "198.18.0.1",
        "198.51.100.7", "203.0.113.9", "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "168.63.129.16", "::", "::1", "::ffff:127.0.0.1", "::ffff:10.1.2.3", "::127.0.0.1", "::8.8.8.8",
        "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2002:7f00:1::", "2002:808:808::1",
        "2001::1", "2001:db8::1", "3fff::1", "100::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
        "ff02::1",
        "::ffff:0:127.0.0.1", "5f00::1",
    ])
    func `what is private, reserved or disguised is not`(address: String) throws {
        #expect(!PublicAddress.contains(try #require(AddressRange.bits(of: address))))
    }

    @Test func `an exception opens its block and no other`() throws {
        let reach = HTTPCaller.Reach.publicOnly(except: [try #require(AddressRange("127.0.0.0/8"))])

        #expect(reach.permits(try #require(AddressRange.bits(of: "127.0.0.1"))))
        #expect(!reach.permits(try #require(AddressRange.bits(of: "10.0.0.1"))))
        #expect(!reach.permits(try #require(AddressRange.bits(of: "::1"))))
    }
}

@Suite struct AddressGuardTests {
    /// Every way to write or name an address of this machine: as it stands, in other numerals, in IPv6, by names.
    @Test(arguments: [
        "127.0.0.1", "localhost", "LOCALHOST", "a.localhost", "127.1", "2130706433", "0x7f000001",
        "0177.0.0.1", "0",
        "0.0.0.0", "[::1]", "[::]", "[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[0:0:0:0:0:0:0:1]",
        "ip6-localhost",
        "①②⑦.⓪.⓪.①",
    ])
    func `this machine cannot be reached under any name`(host: String) async throws {
        let server = try FarServer.shared()

        let failure = await failure(
            HTTPCaller(),
            .init("GET", "http://\(host):\(server.port)/", timeout: .seconds(5), reach: .publicOnly())
        )

        // A name that nobody here knows leads nowhere either.
        #expect([.forbiddenAddress, .unresolved, .unsound("the URL")].contains(failure), "\(host)")
        if ["127.0.0.1", "localhost", "127.1", "2130706433", "[::1]", "[::ffff:127.0.0.1]"].contains(host) {
            #expect(failure == .forbiddenAddress)
        }
    }

    @Test func `with the exception it can`() async throws {
        let server = try FarServer.shared()
        let reach = HTTPCaller.Reach.publicOnly(except: [try #require(AddressRange("127.0.0.0/8"))])

        for host in ["127.0.0.1", "localhost"] {
            let url = "http://\(host):\(server.port)/"
            #expect(await failure(HTTPCaller(), .init("GET", url, reach: reach)) == nil)
        }
    }

    @Test(arguments: ["169.254.169.254", "10.0.0.1", "192.168.0.1", "100.100.100.200", "[fd00:ec2::254]"])
    func `metadata services and neighbours are refused before a packet is sent`(host: String) async throws {
        let failure = await failure(
            HTTPCaller(),
            .init("GET", "http://\(host)/latest/", reach: .publicOnly())
        )

        #expect(failure == .forbiddenAddress)
    }
}
