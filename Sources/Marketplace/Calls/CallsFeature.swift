import Kernel
import Platform
import Store
import Web

extension Feature {
    static let calls = Feature(
        routes: CallRoutes.rows.tagged("Calls"),
        migrations: PhoneCall.migrations,
        problems: [
            .callsOver, .noTelephone, .callsNotConfigured, .callsUnavailable, .callRefused, .callSignatureBad,
        ],
        quotas: [.callsADay],
        bounds: [
            Bound("POST /calls", .callsADay),
            Bound("POST /calls/twilio-webhook", because: "signed by the telephone service"),
        ],
        personalData: [PhoneCall.personalData],
        retention: [PhoneCall.retention],
        audit: CallAction.self
    )
}
