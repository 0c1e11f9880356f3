import CAF
import Distribution
import Kernel
import Platform
import TestKit
import Testing

@testable import App

@Suite struct PhoneSettingsTests {
    private let production = [
        "PORTICO_ENV": "production", "PORTICO_SECRET": "0123456789abcdef0123456789abcdef",
    ]
    private let twilio = [
        "PORTICO_TWILIO_ACCOUNT_SID": TwilioDouble.account, "PORTICO_TWILIO_AUTH_TOKEN": "a-token",
        "PORTICO_TWILIO_FROM": "+1 500 555 0006",
    ]

    private func faults(
        _ variables: [String: String],
        of products: [ProductDefinition] = [distribution]
    ) -> [String] {
        do {
            _ = try Configuration(Variables(variables), products: products)
            return []
        } catch {
            return (error as? Misconfigured)?.faults.map { String($0.prefix { $0 != ":" }) } ?? ["\(error)"]
        }
    }

    @Test func `production does not start where telephones open accounts and nothing can be texted`() throws {
        #expect(faults(production) == ["PORTICO_TWILIO_ACCOUNT_SID"])
        #expect(faults(production, of: [caf]) == [])
        #expect(faults(production.merging(twilio) { $1 }) == [])
        #expect(faults([:]) == [])
        #expect(try Configuration(Variables([:]), products: [distribution]).sms == .log)
    }

    @Test func `half of it, and what cannot be right, is refused`() {
        for name in twilio.keys {
            var half = twilio
            half[name] = nil
            #expect(faults(half) == ["PORTICO_TWILIO_ACCOUNT_SID"], "without \(name)")
        }
        func changed(_ name: String, _ value: String) -> [String] {
            var variables = twilio
            variables["PORTICO_TWILIO_" + name] = value
            return faults(variables)
        }
        #expect(changed("ACCOUNT_SID", "SK123") == ["PORTICO_TWILIO_ACCOUNT_SID"])
        #expect(changed("FROM", "Lilium") == ["PORTICO_TWILIO_FROM"])
        #expect(changed("FROM", TwilioDouble.service) == [])
        #expect(changed("STATUS_CALLBACK", "http://x.example") == ["PORTICO_TWILIO_STATUS_CALLBACK"])
        #expect(changed("API", "ftp://x.example") == ["PORTICO_TWILIO_API"])
        let open = production.merging(twilio) { $1 }.merging(["PORTICO_TWILIO_API": "http://x.example"]) {
            $1
        }
        #expect(faults(open) == ["PORTICO_TWILIO_API"])
    }

    @Test func `a key file for Firebase is read as a whole, from a file too`() throws {
        #expect(faults(["PORTICO_FCM_SERVICE_ACCOUNT": "{}"]) == ["PORTICO_FCM_SERVICE_ACCOUNT"])
        let fcm = try FCMDouble()
        let configuration = try Configuration(
            Variables(["PORTICO_FCM_SERVICE_ACCOUNT": fcm.serviceAccount]),
            products: [distribution]
        )
        guard case .fcm(let account, let root) = configuration.push else {
            Issue.record("pushes go nowhere")
            return
        }
        #expect(account.project == "lilium-test" && root == "https://fcm.googleapis.com")
    }
}
