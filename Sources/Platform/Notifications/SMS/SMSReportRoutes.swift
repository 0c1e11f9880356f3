import Kernel
import Logging
import Store
import Web

/// The carriers' delivery reports on text messages.
package enum SMSReportRoutes {
    package static let largest = 64 << 10

    static var routes: [Route] {
        [
            Post(
                "/webhooks/twilio",
                receive,
                .anyone,
                "Receive a delivery report from Twilio",
                details: "For Twilio only: the signature in the header proves the origin of the report."
            )
            .upTo(bytes: largest).refuses(.smsReportRefused, .notFound, .tooLarge)
        ]
    }

    @Sendable package static func receive(
        _ call: Call,
        signature: TwilioSignatureHeader?,
        body: RawBody
    ) async throws -> NoContent {
        let report: SMSReport
        do throws(SMSReportRefused) {
            report = try call.site.dependencies.sms.report(in: body.bytes, signature: signature?.value ?? "")
        } catch {
            call.log.notice("a delivery report was refused: \(error)")
            throw error == .notExpected ? Problem(.notFound) : Problem(.smsReportRefused)
        }
        try await call.db.write { tx in try report.record(tx) }
        return NoContent()
    }
}

package struct TwilioSignatureHeader: HeaderInput {
    package static let name = "X-Twilio-Signature"
    package static let explanation = "The signature of the address and the form parameters, in Base64."

    let value: String

    package init(value: String) {
        self.value = value
    }
}
