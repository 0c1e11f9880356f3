import Foundation
import Platform
import TestKit
import Testing

@testable import App

@Suite struct LinkedSettingsTests {
    private let google = [
        "PORTICO_TUTORING_GOOGLE_CLIENT_ID": "1.apps.googleusercontent.com",
        "PORTICO_TUTORING_GOOGLE_CLIENT_SECRET": "GOCSPX-secret",
    ]
    private let production = [
        "PORTICO_ENV": "production", "PORTICO_SECRET": "0123456789abcdef0123456789abcdef",
        "PORTICO_FIELD_KEYS": "a:\(Data(repeating: 7, count: 32).base64EncodedString())",
    ]
    private let products = allProducts.filter { ["caf", "tutoring"].contains($0.name) }

    private func linked(_ values: [String: String]) throws -> [String: LinkedSettings] {
        try Configuration(Variables(values), products: products).linked
    }

    @Test func `without settings nothing can be linked`() throws {
        let settings = try linked([:])["tutoring"]
        #expect(settings?.signIn == nil && settings?.google == nil && settings?.zoom == nil)
        #expect(settings?.whatsApp == nil && settings?.telegram == nil)
    }

    @Test func `Google belongs to the product that names it, and is Google itself`() throws {
        let settings = try linked(google)
        #expect(settings["caf"]?.google == nil)
        #expect(settings["tutoring"]?.google?.api == "https://www.googleapis.com")
        #expect(settings["tutoring"]?.signIn?.issuer == "https://accounts.google.com")
        #expect(
            settings["tutoring"]?.signIn?.issuerForms == [
                "https://accounts.google.com", "accounts.google.com",
            ]
        )
    }

    @Test func `doubles change the addresses, and production refuses them`() throws {
        let doubles = [
            "PORTICO_GOOGLE_ISSUER": "http://127.0.0.1:8097/", "PORTICO_GOOGLE_API": "http://127.0.0.1:8098/",
        ]
        let settings = try linked(google.merging(doubles) { $1 })["tutoring"]
        #expect(settings?.signIn?.issuer == "http://127.0.0.1:8097")
        #expect(settings?.google?.oauth == "http://127.0.0.1:8098")

        let refusal = #expect(throws: Misconfigured.self) {
            try linked(google.merging(doubles) { $1 }.merging(production) { $1 })
        }
        for name in doubles.keys {
            #expect(refusal?.faults.contains("\(name): is for tests only; production refuses it") == true)
        }
    }

    @Test func `settings that belong together are there together`() throws {
        let refusal = #expect(throws: Misconfigured.self) {
            try linked(["PORTICO_TELEGRAM_BOT": "a_bot", "PORTICO_TELEGRAM_TOKEN": "1:token"])
        }
        let fault = "PORTICO_TELEGRAM_SECRET: is missing, although others of its kind are there"
        #expect(refusal?.faults.contains(fault) == true)
    }
}
