import Foundation
import Platform
import TestKit
import Testing

@testable import App

@Suite struct PayPalSettingsTests {
    private let test = [
        "PORTICO_PAYPAL_CLIENT_ID": "AX-client", "PORTICO_PAYPAL_SECRET": "EL-secret",
        "PORTICO_PAYPAL_WEBHOOK_ID": "8PT597110X687430L",
    ]
    private let production = [
        "PORTICO_ENV": "production", "PORTICO_SECRET": "0123456789abcdef0123456789abcdef",
        "PORTICO_FIELD_KEYS": "a:\(Data(repeating: 7, count: 32).base64EncodedString())",
        "PORTICO_INVOICE_ISSUER_NAME": "Portico Inc.", "PORTICO_INVOICE_ISSUER_VAT": "12345678903",
        "PORTICO_INVOICE_ISSUER_ADDRESS": "1 Main Street; New York",
    ]
    private let products = allProducts.filter { ["caf", "marketplace"].contains($0.name) }

    @Test func `without settings nobody pays through PayPal`() throws {
        let configuration = try configuration([:])

        #expect(configuration.payPal.isEmpty)
        #expect(configuration.dependencies(of: "marketplace", isAlone: false).gateways["paypal"] == nil)
    }

    @Test func `development uses the sandbox, and production the real PayPal`() throws {
        let sandbox = try configuration(test)
        let live = try configuration(test.merging(production) { $1 })

        #expect(sandbox.payPal["marketplace"]?.world == .sandbox)
        #expect(sandbox.payPal["marketplace"]?.webhookID == "8PT597110X687430L")
        #expect(sandbox.dependencies(of: "marketplace", isAlone: false).gateways.names == ["paypal"])
        #expect(live.payPal["marketplace"]?.world == .live)
        #expect(live.payPal["marketplace"]?.world.api == "https://api-m.paypal.com")
    }

    @Test func `a product has an account of its own, or the common one`() throws {
        let own = [
            "PORTICO_MARKETPLACE_PAYPAL_CLIENT_ID": "AX-other",
            "PORTICO_MARKETPLACE_PAYPAL_WEBHOOK_ID": "9XL90610J3647323C",
        ]
        let both = try configuration(test.merging(own) { $1 })
        let alone = try configuration(own.merging(["PORTICO_MARKETPLACE_PAYPAL_SECRET": "EL-other"]) { $1 })

        #expect(
            both.payPal["marketplace"]?.clientID == "AX-other"
                && both.payPal["marketplace"]?.secret == "EL-secret"
        )
        #expect(both.payPal["caf"]?.clientID == "AX-client")
        #expect(alone.payPal.keys.sorted() == ["marketplace"])
    }

    @Test func `a double is one value: address and roots, and never in production`() throws {
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("roots-\(UUID()).pem")
        defer { try? FileManager.default.removeItem(at: file) }
        try "PEM".write(to: file, atomically: true, encoding: .utf8)
        let double = ["PORTICO_PAYPAL_API": "http://127.0.0.1:8099/", "PORTICO_PAYPAL_ROOTS": file.path]

        let configured = try configuration(test.merging(double) { $1 })

        #expect(configured.payPal["marketplace"]?.world == .double(at: "http://127.0.0.1:8099", roots: "PEM"))
        let all = test.merging(double) { $1 }
        #expect(faults(all.merging(production) { $1 }) == ["PORTICO_PAYPAL_API", "PORTICO_PAYPAL_ROOTS"])
        for name in double.keys {
            #expect(faults(production.merging([name: double[name] ?? ""]) { $1 }) == [name], "even unused")
            #expect(
                faults(test.merging([name: double[name] ?? ""]) { $1 }) == double.keys.filter { $0 != name }
            )
        }
        #expect(
            faults(all.merging(["PORTICO_PAYPAL_ROOTS": "/no/such/file"]) { $1 }) == ["PORTICO_PAYPAL_ROOTS"]
        )
        #expect(faults(all.merging(["PORTICO_PAYPAL_API": "paypal"]) { $1 }) == ["PORTICO_PAYPAL_API"])
    }

    @Test func `half of the credentials, and production without an issuer of invoices, are refused`() {
        for name in test.keys { #expect(faults(test.filter { $0.key != name }) == [name]) }
        #expect(faults(test.merging(["PORTICO_PAYPAL_SECRET": "a b"]) { $1 }).count == 1)
        let nobody = production.filter { !$0.key.contains("INVOICE") }
        #expect(faults(test.merging(nobody) { $1 }).count == 3)
    }

    private func configuration(_ values: [String: String]) throws -> Configuration {
        try Configuration(Variables(values), products: products)
    }

    /// The faulty settings, each once.
    private func faults(_ values: [String: String]) -> [String] {
        do {
            _ = try configuration(values)
            return []
        } catch {
            let faults = (error as? Misconfigured)?.faults ?? ["\(error)"]
            return Set(faults.map { String($0.prefix { $0 != ":" }) }).sorted()
        }
    }
}
