import Crypto
import Foundation
import Web

extension TwilioCarrier {
    /// Reads a report, signed with HMAC-SHA1 over the address given to Twilio and the form's names and values, sorted
    /// by name.
    ///
    /// https://www.twilio.com/docs/usage/webhooks/webhooks-security: the address is the one that Twilio calls, whatever
    /// proxies made of it.
    package func report(in body: [UInt8], signature: String) throws(SMSReportRefused) -> SMSReport {
        guard let address = settings.statusCallback else { throw .notExpected }
        let form = Self.form(String(decoding: body, as: UTF8.self))
        let signed = form.sorted { $0.name < $1.name }.reduce(address) { $0 + $1.name + $1.value }
        guard let proof = Data(base64Encoded: signature),
            HMAC<Insecure.SHA1>.isValidAuthenticationCode(
                proof,
                authenticating: Data(signed.utf8),
                using: SymmetricKey(data: Data(settings.token.utf8))
            )
        else { throw .badSignature }
        func value(_ name: String) -> String? { form.first { $0.name == name }?.value }
        guard let message = value("MessageSid"), let status = value("MessageStatus") else {
            throw .unreadable
        }
        let outcome: SMSReport.Outcome =
            switch status {
            case "delivered", "read": .arrived
            case "undelivered", "failed", "canceled":
                .lost("\(status) \(value("ErrorCode") ?? "")".trimmingCharacters(in: .whitespaces))
            default: .underWay
            }
        return SMSReport(providerID: message, outcome: outcome)
    }

    /// Parses `application/x-www-form-urlencoded`.
    private static func form(_ text: String) -> [(name: String, value: String)] {
        text.pieces(at: "&").map { pair in
            let parts = pair.pieces(at: "=", atMost: 2, keepingEmpty: true)
            func decoded(_ part: Substring?) -> String {
                let spaced = (part ?? "").replacing("+", with: " ")
                return spaced.removingPercentEncoding ?? String(spaced)
            }
            return (decoded(parts.first), decoded(parts.count > 1 ? parts[1] : nil))
        }
    }
}
