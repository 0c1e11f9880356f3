import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct TemplateTests {
    @Test func `sound templates have no flaws`() {
        #expect(postOffice.templateFlaws == [])
    }

    @Test func `what is wrong with a template is told`() {
        let flawed = NoticeTemplate(
            "post.flawed",
            .service,
            subject: ["en": "{{who}}", "it": "{{chi}}"],
            body: ["en": "Only English"],
            preview: ["who": "Anna", "spare": "x"],
            secrets: ["pin"]
        )
        let product = ProductDefinition(
            name: "flawed",
            title: "",
            summary: "",
            zone: .rome,
            currency: .euro,
            languages: [.italian, .english],
            accounts: AccountPolicy(selfRegistrationRole: .visitor, administrators: [.foreman]),
            access: AccessMatrix(roles: .visitor, .foreman) {},
            features: [Feature(templates: [flawed])]
        )

        let flaws = product.templateFlaws

        #expect(flaws.contains("post.flawed: no text in it"))
        #expect(flaws.contains("post.flawed: {{chi}} has no example"))
        #expect(flaws.contains("post.flawed: the example spare is not used"))
        #expect(flaws.contains("post.flawed: the secret pin is not used"))
        #expect(flaws.contains("post.flawed: shows its secrets in the app"))
        #expect(flaws.contains { $0.hasPrefix("post.flawed: {{…}} in en") })
    }

    @Test func `a value is not a template, and a subject is one line`() throws {
        let values = ["number": "7\r\nBcc: eve@example.org", "name": "{{number}}"]

        let text = try NoticeText(parcel, in: .english, values: values, secrets: [:])

        #expect(text.subject == "Parcel 7 Bcc: eve@example.org has come")
        #expect(text.body.hasPrefix("Dear {{number}},"))
    }

    @Test func `a missing value is an error, not a hole`() {
        #expect(throws: ValueMissing.self) {
            try NoticeText(parcel, in: .english, values: ["number": "7"], secrets: [:])
        }
    }

    @Test func `a value cannot bring markup into the HTML`() throws {
        let text = try NoticeText(
            parcel,
            in: .english,
            values: ["number": "7", "name": "<img src=x onerror='a'>"],
            secrets: [:]
        )

        let html = MailLetter(text, in: .english, from: "Post & Co", unsubscribe: nil).html

        #expect(!html.contains("<img"))
        #expect(html.contains("&lt;img src=x onerror=&#39;a&#39;&gt;") && html.contains("Post &amp; Co"))
        #expect(html.contains("<a href=\"https://post.example/7\""))
    }

    @Test func `administrators see what people are sent`() async throws {
        let world = try await aPostOffice()
        let path = "/admin/notification-templates"

        let list = try await world.as(.sara).get(path)
        let italian = try await world.as(.sara).get("\(path)/post.reset/preview")
        let english = try await world.as(.sara).get("\(path)/post.reset/preview?language=en")

        let names = list["data"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
        #expect(Set(names).isSuperset(of: ["post.offer", "post.parcel", "post.reset"]))
        #expect(italian["subject"] == "La nuova chiave" && english["subject"] == "Your new key")
        #expect(english["text"]?.stringValue?.contains("https://post.example/keys/1") == true)
        #expect(try await world.as(.sara).get("\(path)/post.reset/preview?language=fr").status == 422)
        #expect(try await world.as(.sara).get("\(path)/post.none/preview").status == 404)
        #expect(try await world.as(.giulia).get(path).status == 403)
    }
}
