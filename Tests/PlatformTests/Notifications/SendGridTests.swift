import Foundation
import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct SendGridTests {
    @Test func `a mail is what SendGrid's API wants, with tracking off`() async throws {
        let double = try MailAPIDouble()
        var mail = try Mail.sample(subject: "Più tardi\r\nBcc: x@example.org", text: "Testo")
        mail.unsubscribe = "https://desk.example/u/1"
        mail.attachments = [.init(name: "a.txt", mediaType: "text/plain", bytes: Array("ciao".utf8))]

        let receipt = try await carrier(double).send(mail)

        let seen = try double.last()
        let body = seen["json"]
        #expect(receipt.providerID == "sg-1")
        #expect(seen["path"] == "/v3/mail/send" && seen["method"] == "POST")
        #expect(seen["headers"]?["authorization"] == "Bearer SG.key")
        #expect(seen["headers"]?["content-type"] == "application/json")
        #expect(body?["personalizations"] == [["to": [["email": .string(mail.to.rawValue)]]]])
        #expect(body?["from"] == ["email": "desk@desk.example", "name": "Desk"])
        #expect(body?["subject"] == "Più tardi  Bcc: x@example.org")
        #expect(body?["content"]?.arrayValue?.map { $0["type"]?.stringValue } == ["text/plain", "text/html"])
        #expect(body?["attachments"]?.arrayValue?.first?["content"] == "Y2lhbw==")
        #expect(body?["headers"]?["List-Unsubscribe"] == "<https://desk.example/u/1>")
        #expect(body?["tracking_settings"]?["open_tracking"] == ["enable": false])
        #expect(body?["tracking_settings"]?["click_tracking"] == ["enable": false])
    }

    @Test(arguments: [
        (400, true), (413, true), (401, false), (403, false), (429, false), (500, false), (503, false),
    ])
    func `only what is wrong with the mail is final`(status: Int, isPermanent: Bool) async throws {
        let double = try MailAPIDouble(answering: status)

        let failure = await #expect(throws: MailFailure.self) {
            _ = try await carrier(double).send(Mail.sample())
        }

        #expect(failure?.isPermanent == isPermanent && failure?.code == status)
        #expect(failure?.detail.contains("SG.key") == false)
    }

    @Test func `an API that is not there is a temporary failure`() async throws {
        let carrier = SendGridCarrier(key: "SG.key", http: HTTPCaller(threads: 1), root: "http://127.0.0.1:9")

        let failure = await #expect(throws: MailFailure.self) { _ = try await carrier.send(Mail.sample()) }

        #expect(failure?.isPermanent == false)
    }

    private func carrier(_ double: MailAPIDouble) -> SendGridCarrier {
        SendGridCarrier(key: "SG.key", http: HTTPCaller(threads: 2), root: double.root)
    }
}
