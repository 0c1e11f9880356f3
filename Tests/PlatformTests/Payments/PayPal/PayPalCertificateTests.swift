import Kernel
import TestKit
import Testing

@testable import Platform

/// The rules for certificates, for the real PayPal and for a double.
@Suite struct PayPalCertificateTests {
    private let body =
        #"{"id":"WH-1","create_time":"2026-11-21T09:00:00Z","event_type":"PAYMENT.CAPTURE.COMPLETED"}"#
    private let path = "/v1/notifications/certs/CERT-360caa42-fca2a594-a5cafa77"

    @Test(arguments: [PayPalWorld.live, .sandbox])
    func `a certificate comes from PayPal over https and from nowhere else`(_ world: PayPalWorld) {
        for host in ["api", "api-m", "api.sandbox", "api-m.sandbox"] {
            #expect(world.hasCertificate(at: "https://\(host).paypal.com\(path)"))
        }
        for address in [
            "http://api.paypal.com\(path)", "HTTPS://api.paypal.com\(path)", "https://paypal.com\(path)",
            "https://www.paypal.com\(path)", "https://api.paypal.com.evil.example\(path)",
            "https://api.paypal.com@evil.example\(path)", "https://evil.example/api.paypal.com\(path)",
            "https://evil@api.paypal.com\(path)", "https://api.paypal.com:8443\(path)",
            "https://api.paypal.com\\.evil.example\(path)", "https://api.paypal.com\(path)?x=1",
            "https://api.paypal.com\(path)#x", "https://api.paypal.com\(path)/..",
            "https://api.paypal.com/v1/other/X",
            "https://api.paypal.com/v1/notifications/certs/", "https://api.paypal.com\(path)%2e",
            "https://api.paypal.com\(path)" + String(repeating: "A", count: 500), "http://127.0.0.1:9\(path)",
            "",
        ] {
            #expect(!world.hasCertificate(at: address), "\(address)")
        }
    }

    @Test func `the same rules hold for a double: its own origin and no other`() {
        let world = PayPalWorld.double(at: "http://127.0.0.1:8099", roots: "")

        #expect(world.hasCertificate(at: "http://127.0.0.1:8099\(path)"))
        for address in [
            "https://api.paypal.com\(path)", "https://127.0.0.1:8099\(path)", "http://127.0.0.1:80\(path)",
            "http://127.0.0.1:8099\(path)?x=1", "http://127.0.0.1:8099@evil.example\(path)",
            "http://127.0.0.1:8099/v1/other/CERT-1",
        ] {
            #expect(!world.hasCertificate(at: address), "\(address)")
        }
    }

    @Test(arguments: [
        "CERT-old", "CERT-early", "CERT-name", "CERT-deep", "CERT-stranger", "CERT-alone", "CERT-leaf",
        "CERT-none",
        "CERT-large", "CERT-moved", "CERT-unknown",
    ])
    func `a certificate out of date, of another name or root, redirected or too large signs nothing`(
        _ certificate: String
    ) async throws {
        let paypal = try PayPalCase()
        let webhook = try await paypal.double.sign(body, certificate: certificate)

        await #expect(throws: WebhookRefused.self) {
            try await paypal.gateway.event(
                in: Array(webhook.body.utf8),
                headers: WebhookHeaders(webhook.headers.map { ($0.key, $0.value) }),
                at: TestClock.start
            )
        }
        #expect(try await paypal.double.fetches() == 1, "no redirect is followed")
    }

    @Test func `a certificate is judged by the moment, also one that was kept`() async throws {
        let paypal = try PayPalCase()
        let webhook = try await paypal.double.sign(body)
        let headers = WebhookHeaders(webhook.headers.map { ($0.key, $0.value) })

        for (now, isGood) in [
            (TestClock.start, true), (TestClock.start + .days(364), true),
            (TestClock.start + .days(366), false),
            (TestClock.start - .days(29), true), (TestClock.start - .days(31), false),
        ] {
            let event = try? await paypal.gateway.event(in: Array(body.utf8), headers: headers, at: now)
            #expect((event != nil) == isGood, "\(now)")
        }
    }

    @Test(arguments: [PayPalWorld.live, .sandbox])
    func `the chain of a double does not lead to the system's roots`(_ world: PayPalWorld) async throws {
        let double = try PayPalDouble()
        let address = "\(double.root)/v1/notifications/certs/CERT-good"
        let pem = try await HTTPCaller(threads: 1).call(.init("GET", address)).body
        let certificate = try #require(PayPalCertificate(pem: pem))

        #expect(await certificate.isTrusted(in: double.world, at: TestClock.start))
        #expect(!(await certificate.isTrusted(in: world, at: TestClock.start)))
        #expect(!(await certificate.isTrusted(in: .double(at: double.root, roots: ""), at: TestClock.start)))
    }
}
