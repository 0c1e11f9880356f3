import Foundation
import Web

extension TwilioCarrier {
    /// Reads a report, signed over the address given to Twilio and the form.
    package func report(in body: [UInt8], signature: String) throws(SMSReportRefused) -> SMSReport {
        guard let address = settings.statusCallback else { throw .notExpected }
        let signed = TwilioSignature.Signed(url: address, body: body, mediaType: nil)
        guard TwilioSignature(token: settings.token).isValid(signature, settings: nil, of: signed) else {
            throw .badSignature
        }
        let form = TwilioForm.pairs(body)
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
}
