import CAF
import Platform
import Testing

@testable import App

@Suite struct PaymentSettingsTests {
    private let test = [
        "PORTICO_STRIPE_KEY": "sk_test_1234", "PORTICO_STRIPE_WEBHOOK_SECRETS": "whsec_0123456789",
    ]
    private let production = [
        "PORTICO_ENV": "production", "PORTICO_SECRET": "0123456789abcdef0123456789abcdef",
        "PORTICO_INVOICE_ISSUER_NAME": "CAF Roma srl", "PORTICO_INVOICE_ISSUER_VAT": "12345678903",
        "PORTICO_INVOICE_ISSUER_ADDRESS": "Via Roma 1; 00184 Roma (RM)",
    ]

    @Test func `without settings nothing can be paid, anywhere`() throws {
        #expect(try configuration([:]).stripe == nil)
        #expect(try configuration(production).stripe == nil)
        #expect(!(try configuration([:]).dependencies(of: "caf", isAlone: true).payments.isConfigured))
    }

    @Test func `a key and the secrets of its webhooks`() throws {
        let whole = try configuration(
            test.merging(["PORTICO_STRIPE_WEBHOOK_SECRETS": "whsec_0123456789, whsec_9876543210"]) { $1 }
        )

        #expect(whole.stripe?.webhookSecrets == ["whsec_0123456789", "whsec_9876543210"])
        #expect(whole.stripe?.root == "https://api.stripe.com")
        #expect(whole.dependencies(of: "caf", isAlone: true).payments.provider == "stripe")
    }

    @Test func `production sells nothing without someone who issues the invoices`() throws {
        let live = production.merging(test) { $1 }.merging(["PORTICO_STRIPE_KEY": "sk_live_1234"]) { $1 }
        #expect(
            try configuration(live).dependencies(of: "caf", isAlone: true).issuer?.address == [
                "Via Roma 1", "00184 Roma (RM)",
            ]
        )
        for name in live.keys where name.hasPrefix("PORTICO_INVOICE") {
            #expect(faults(live.filter { $0.key != name }) == [name])
        }
        #expect(try configuration([:]).dependencies(of: "caf", isAlone: true).issuer == nil)
    }

    @Test func `half of it, tests in production and real money elsewhere are refused`() {
        #expect(faults(["PORTICO_STRIPE_KEY": "sk_test_1234"]) == ["PORTICO_STRIPE_WEBHOOK_SECRETS"])
        #expect(faults(["PORTICO_STRIPE_WEBHOOK_SECRETS": "whsec_0123456789"]) == ["PORTICO_STRIPE_KEY"])
        #expect(faults(test.merging(["PORTICO_STRIPE_KEY": "pk_test_1234"]) { $1 }) == ["PORTICO_STRIPE_KEY"])
        #expect(faults(test.merging(["PORTICO_STRIPE_KEY": "sk_live_1234"]) { $1 }) == ["PORTICO_STRIPE_KEY"])
        #expect(faults(test.merging(production) { $1 }) == ["PORTICO_STRIPE_KEY"])
        #expect(faults(test.merging(["PORTICO_STRIPE_API": "stripe"]) { $1 }) == ["PORTICO_STRIPE_API"])
        let open = ["PORTICO_STRIPE_KEY": "sk_live_1234", "PORTICO_STRIPE_API": "http://stripe.test"]
        #expect(faults(test.merging(production) { $1 }.merging(open) { $1 }) == ["PORTICO_STRIPE_API"])
        #expect(faults(test.merging(["PORTICO_STRIPE_WEBHOOK_SECRETS": "hush"]) { $1 }).count == 1)
    }

    private func configuration(_ values: [String: String]) throws -> Configuration {
        try Configuration(Variables(values), products: [caf])
    }

    /// Which settings are wrong.
    private func faults(_ values: [String: String]) -> [String] {
        do {
            _ = try configuration(values)
            return []
        } catch {
            return ((error as? Misconfigured)?.faults ?? ["\(error)"]).map { String($0.prefix { $0 != ":" }) }
        }
    }
}
