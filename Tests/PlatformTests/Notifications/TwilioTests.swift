import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct TwilioTests {
    private func sms(_ number: String, _ text: String = "123456 رمزك في Lilium & more+=%") -> SMS {
        SMS(to: PhoneNumber(unchecked: number), text: text, reference: "1")
    }

    @Test func `a message is what Twilio's API wants`() async throws {
        let twilio = try TwilioDouble()

        let receipt = try await twilio.carrier(callback: "https://x.example/sms").send(sms("+9647701000006"))
        _ = try await twilio.carrier(sender: .service(TwilioDouble.service)).send(sms("+9647701000006"))

        #expect(receipt.providerID == "SM" + String(repeating: "0", count: 31) + "1")
        let messages = try await twilio.messages()
        #expect(
            messages.first == [
                "To": "+9647701000006", "From": "+15005550006", "StatusCallback": "https://x.example/sms",
                "Body": "123456 رمزك في Lilium & more+=%",
            ]
        )
        #expect(messages.last?["MessagingServiceSid"]?.stringValue == TwilioDouble.service)
    }

    @Test(arguments: [
        ("+15005550001", true, 21211), ("+15005550010", true, 21610), ("+15005550009", true, 21614),
        ("+15005550429", false, 20429), ("+15005550500", false, 20500), ("+15005550503", false, 20503),
    ])
    func `what is wrong with the number is final, the rest is tried again`(
        number: String,
        isPermanent: Bool,
        code: Int
    ) async throws {
        let twilio = try TwilioDouble()

        let failure = await #expect(throws: SMSFailure.self) {
            _ = try await twilio.carrier().send(sms(number))
        }

        #expect(failure?.isPermanent == isPermanent && failure?.code == code)
        #expect(failure?.retryAfter == (code == 20429 ? .seconds(7) : nil))
    }

    @Test func `a wrong token can be mended, and is in no message`() async throws {
        let twilio = try TwilioDouble()

        let failure = await #expect(throws: SMSFailure.self) {
            _ = try await twilio.carrier(token: "wrong-token").send(sms("+9647701000006"))
        }

        #expect(failure?.isPermanent == false && failure?.code == 20003)
        #expect(failure?.detail.contains("wrong-token") == false)
    }

    @Test func `what is too long is cut, not refused`() async throws {
        let twilio = try TwilioDouble()

        _ = try await twilio.carrier().send(sms("+9647701000006", String(repeating: "ب", count: 2_000)))

        #expect(try await twilio.messages().first?["Body"]?.stringValue?.count == 1_600)
    }
}
