import Foundation
import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct SESTests {
    @Test func `a mail goes as the message itself, signed by Amazon's own rules`() async throws {
        let double = try MailAPIDouble(answering: 200)
        let mail = try Mail.sample(subject: "Più tardi")

        let receipt = try await carrier(double).send(mail)

        let seen = try double.last()
        #expect(receipt.providerID == "ses-1")
        #expect(seen["path"] == "/v2/email/outbound-emails")
        #expect(seen["json"]?["Destination"] == ["ToAddresses": [.string(mail.to.rawValue)]])
        let data = seen["json"]?["Content"]?["Raw"]?["Data"]?.stringValue.flatMap { Data(base64Encoded: $0) }
        #expect(data.map { Array($0) } == MailMessage(mail).bytes)
        #expect(seen["headers"]?["x-amz-content-sha256"] == seen["sha256"])
        // The double has signed what it received by itself, from the published steps.
        #expect(seen["signature"]?.stringValue?.utf8.count == 64)
        let authorization = seen["headers"]?["authorization"]?.stringValue ?? ""
        #expect(authorization.hasSuffix("Signature=\(seen["signature"]?.stringValue ?? "none")"))
        #expect(authorization.contains("Credential=AKID/20261121/eu-south-1/ses/aws4_request"))
    }

    @Test(arguments: [(400, true), (403, false), (429, false), (500, false)])
    func `only what is wrong with the mail is final`(status: Int, isPermanent: Bool) async throws {
        let double = try MailAPIDouble(answering: status)

        let failure = await #expect(throws: MailFailure.self) {
            _ = try await carrier(double).send(Mail.sample())
        }

        #expect(failure?.isPermanent == isPermanent)
    }

    private func carrier(_ double: MailAPIDouble) -> SESCarrier {
        SESCarrier(
            accessKey: "AKID",
            secretKey: "a secret",
            region: "eu-south-1",
            http: HTTPCaller(threads: 2),
            root: double.root,
            now: { TestClock.start }
        )
    }
}
