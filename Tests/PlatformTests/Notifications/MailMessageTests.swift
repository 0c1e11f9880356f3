import Kernel
import TestKit
import Testing

@testable import Platform

/// A mail after its way through a real server, read by Python's e-mail package.
@Suite(.enabled(if: MailSink.isThere, "needs scripts/with-smtp")) struct MailMessageTests {
    @Test(arguments: [
        "Hello", "Perché no? È già così", "مرحبا بكم في مكتبنا", "👨‍👩‍👧‍👦 family",
        "=?UTF-8?B?SGVsbG8=?= is not decoded", String(repeating: "lungo e accentato è ", count: 30),
        String(repeating: "x", count: 300), "", "tab\tand \"quotes\" <b>",
    ]) func `a subject arrives as it was written`(subject: String) async throws {
        let taken = try await send(try Mail.sample(subject: subject))

        #expect(taken.headers("Subject") == [subject.replacing("\t", with: " ")])
        try expectSound(taken)
    }

    @Test func `no value begins a header, a part or an end`() async throws {
        let evil =
            "x\r\nBcc: eve@example.org\r\n\r\nbody\r\n.\r\nQUIT\u{0}\u{85}Cc: eve@example.org\u{2028}Cc: e@x.org"
        var mail = try Mail.sample(subject: evil, text: evil + "\n.\n..\n--=_x\n")
        mail.from.name = evil
        mail.unsubscribe = "https://desk.example/u\r\nBcc: eve@example.org"
        mail.attachments = [
            .init(
                name: "a\"\r\nBcc: eve@example.org",
                mediaType: "text/plain\r\nBcc: eve@example.org",
                bytes: [65]
            )
        ]

        let taken = try await send(mail)

        #expect(taken.headers("Bcc").isEmpty && taken.headers("Cc").isEmpty)
        #expect(taken["to"] == [.string(mail.to.rawValue)])
        #expect(
            Set((taken["headers"]?.arrayValue ?? []).compactMap { $0.arrayValue?.first?.stringValue }).count
                == 11
        )
        let text = taken["content"]?["parts"]?.arrayValue?.first?["parts"]?.arrayValue?.first?["text"]?
            .stringValue
        #expect(text?.contains("\r\n.\r\n..\r\n--=_x\r\n") == true)
    }

    @Test(arguments: [
        "Hello.\n", "riga lunga è " + String(repeating: "à", count: 2_000),
        "spazio in fondo \ntab in fondo\t\n",
        "=3D is not =, nor is =E0\n\n\n", "مرحبا\nעולם\n🧾\n",
        String(repeating: "y", count: 75) + "è" + String(repeating: "z", count: 76),
    ]) func `a text arrives as it was written`(text: String) async throws {
        let taken = try await send(try Mail.sample(text: text))

        let parts = taken["content"]?["parts"]?.arrayValue ?? []
        #expect(parts.map { $0["type"]?.stringValue } == ["text/plain", "text/html"])
        #expect(parts.first?["text"]?.stringValue == text.replacing("\n", with: "\r\n"))
        try expectSound(taken)
    }

    @Test func `attachments arrive byte for byte, under their names`() async throws {
        var mail = try Mail.sample()
        let calendar = "BEGIN:VCALENDAR\r\nSUMMARY:Più tardi\r\nEND:VCALENDAR\r\n"
        mail.attachments = [
            .init(
                name: "invito.ics",
                mediaType: "text/calendar; charset=utf-8; method=REQUEST",
                bytes: Array(calendar.utf8)
            ),
            .init(
                name: "Modello è ✓.pdf",
                mediaType: "application/pdf",
                bytes: Array(String(repeating: "%PDF", count: 500).utf8)
            ),
        ]

        let taken = try await send(mail)

        let parts = taken["content"]?["parts"]?.arrayValue ?? []
        #expect(taken["content"]?["type"] == "multipart/mixed")
        #expect(
            parts.map { $0["type"]?.stringValue } == [
                "multipart/alternative", "application/ics", "application/pdf",
            ]
        )
        // Mail programs answer an invitation that is an alternative; the file is for all others.
        let alternatives = parts[0]["parts"]?.arrayValue ?? []
        #expect(alternatives.map { $0["type"]?.stringValue } == ["text/plain", "text/html", "text/calendar"])
        #expect(alternatives.last?["text"] == .string(calendar))
        #expect(parts[1]["name"] == "invito.ics" && parts[2]["name"] == "Modello è ✓.pdf")
        #expect(parts[1]["text"] == .string(calendar) && parts[1]["disposition"] == "attachment")
        #expect(parts[2]["text"]?.stringValue?.utf8.count == 2_000)
        try expectSound(taken)
    }

    @Test func `the head says from whom, when, which and how to stop it`() async throws {
        var mail = try Mail.sample()
        mail.from.name = "Ufficio \"Più\" & C."
        mail.unsubscribe = "https://desk.example/notifications/unsubscribe/abc"

        let taken = try await send(mail)

        #expect(taken.headers("From") == ["\"Ufficio \\\"Più\\\" & C.\" <desk@desk.example>"])
        #expect(taken.headers("To") == [mail.to.rawValue])
        #expect(taken.headers("Date") == ["Sat, 21 Nov 2026 09:00:00 +0000"])
        #expect(taken.headers("Message-ID") == ["<\(mail.messageID)>"])
        #expect(taken.headers("List-Unsubscribe") == ["<https://desk.example/notifications/unsubscribe/abc>"])
        #expect(taken.headers("List-Unsubscribe-Post") == ["List-Unsubscribe=One-Click"])
        try expectSound(taken)
    }

    @Test func `the same mail is the same bytes`() throws {
        let mail = try Mail.sample(text: "È uguale.")

        #expect(MailMessage(mail).bytes == MailMessage(mail).bytes)
    }

    private func send(_ mail: Mail) async throws -> JSONValue {
        let sink = try MailSink()
        _ = try await sink.plain.send(mail)
        return try sink.mail(to: mail.to.rawValue)
    }

    private func expectSound(_ taken: JSONValue) throws {
        #expect(taken["defects"] == [])
        #expect(taken["is_ascii"] == true && taken["stray_breaks"] == 0)
        guard case .integer(let longest)? = taken["longest_line"] else { throw TestFailure("\(taken)") }
        #expect(longest <= 100)
    }
}
