import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

/// The links in the market's mails, followed in a browser: from right to left.
@Suite struct DistributionLinkPageTests {
    private let password = "سبع قطط في صف واحد"

    @Test(arguments: ["ar", "ku"])
    func `a shop owner opens an account in the language of the shop`(language: String) async throws {
        let world = try await market()
        let salam = "salam@example.com"
        _ = try await world.register(salam, "+9647709990001", changes: ["locale": .string(language)])

        let link = try await world.mailedLink(to: salam)
        let page = try await world.anonymous.open(link, in: "en")
        let opened = try await world.anonymous.submit(
            "/verify-email?lang=\(language)",
            ["token": try await world.mailedToken(to: salam), "password": password]
        )

        #expect(link.hasPrefix("/verify-email?lang=\(language)&token="))
        #expect(page.text.contains("<html lang=\"\(language)\" dir=\"rtl\">"))
        #expect(page.header("Content-Language") == language)
        #expect(opened.status == 200, "\(opened)")
        #expect(
            try await world.logIn(["email": .string(salam), "password": .string(password)]).status == 200
        )
    }

    @Test func `an account that was opened by telephone takes its address with its password`() async throws {
        let world = try await market()
        let phone = "+9647709990001"
        let asked = try await world.register("salam@example.com", phone, changes: ["locale": "ar"])
        let registration = try #require(asked["registration"]?.stringValue)
        _ = try await world.requestCode(phone)
        let code = try #require(try await world.textedCode(to: phone))
        #expect(try await world.verifyCode(phone, code, registration: registration).status == 200)
        let token = try await world.mailedToken(to: "salam@example.com")

        let page = try await world.anonymous.open(try await world.mailedLink(to: "salam@example.com"))
        let target = "/verify-email?lang=ar"
        let wrong = try await world.anonymous.submit(target, ["token": token, "password": "ليست هي"])
        let done = try await world.anonymous.submit(target, ["token": token, "password": password])

        #expect(page.heading == "أكّد عنوانك" && page.text.contains("autocomplete=\"current-password\""))
        #expect(wrong.status == 422 && wrong.text.contains("id=\"password-error\""))
        #expect(done.status == 200 && done.heading == "تم تأكيد العنوان")
    }

    @Test(arguments: ["ar", "ku"])
    func `every page and refusal is in Arabic and Kurdish`(language: String) async throws {
        let world = try await market()
        let tried = "lang=\(language)"
        var pages = [
            try await world.anonymous.submit("/forgot-password?\(tried)", ["email": "salam"]),
            try await world.anonymous.submit("/forgot-password?\(tried)", ["email": "salam@example.com"]),
            try await world.anonymous.submit("/resend-verification?\(tried)", ["email": "salam@example.com"]),
            try await world.anonymous.submit(
                "/forgot-password?\(tried)",
                ["email": "salam@example.com"],
                headers: ["Sec-Fetch-Site": "cross-site"]
            ),
            try await world.anonymous.open("/api/files/nonsense?\(tried)"),
        ]
        for path in [
            "/verify-email", "/reset-password", "/accept-invitation", "/forgot-password",
            "/resend-verification",
        ] {
            pages.append(try await world.anonymous.open("\(path)?\(tried)"))
        }

        for page in pages {
            let body = page.text.split(separator: "<main>").last.map(String.init) ?? ""
            let words = body.replacing(/<[^>]*>/, with: " ")
            #expect(page.text.contains("<html lang=\"\(language)\" dir=\"rtl\">"), "\(page)")
            #expect(words.unicodeScalars.allSatisfy { !("a"..."z").contains($0) }, "\(words)")
        }
    }

    @Test(arguments: ["ar", "ku"])
    func `the page that stops mails is in the language of the mail`(language: String) async throws {
        let world = try await market()
        try await world.addAddress(of: .omar)
        let omar = "/api/users/\(try await world.id(of: .omar))"
        #expect(try await world.as(.omar).put(omar, ["locale": .string(language)]).status == 200)
        _ = try await world.order([("FUR-TEA-450", 1)], as: .omar)
        try await world.runJobs()
        let link = try #require(world.mails(to: .omar).compactMap(\.unsubscribe).first)
        let path = link.replacing("https://world.example", with: "")
        #expect(world.mails(to: .omar).last?.html.contains("<body dir=\"rtl\"") == true)

        let page = try await world.anonymous.open(path, in: "en")
        let oneClick = try await world.anonymous.send(
            "POST",
            path,
            bytes: Array("List-Unsubscribe=One-Click".utf8),
            type: "application/x-www-form-urlencoded"
        )

        #expect(page.text.contains("<html lang=\"\(language)\" dir=\"rtl\">"))
        #expect(page.heading == (language == "ar" ? "إيقاف هذه الرسائل؟" : "ئەم ئیمەیڵانە بوەستێنرێن؟"))
        #expect(oneClick.status == 204 && oneClick.body.isEmpty)
    }
}
