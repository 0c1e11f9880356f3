import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct PayPalPartsTests {
    private func transmission(_ id: String, _ time: String) throws -> PayPalTransmission {
        try #require(
            PayPalTransmission(
                WebhookHeaders([
                    ("PAYPAL-TRANSMISSION-ID", id), ("PAYPAL-TRANSMISSION-TIME", time),
                    ("PAYPAL-TRANSMISSION-SIG", "AAAA"),
                    ("PAYPAL-CERT-URL", "https://api.paypal.com/v1/notifications/certs/CERT-1"),
                    ("PAYPAL-AUTH-ALGO", "SHA256withRSA"),
                ])
            )
        )
    }

    @Test(arguments: [
        (#"{"id":"WH-1","event_type":"PAYMENT.CAPTURE.COMPLETED"}"#, "2325436976"),
        ("123456789", "3421780262"),
        (#"{"id":"WH-1","event_type":"PAYMENT.CAPTURE.COMPLETED"} "#, "3477038259"),
    ])
    func `the vectors of the signed text`(_ body: String, _ checksum: String) throws {
        let text = try transmission("t-1", "2026-11-21T09:00:00Z").signedText(
            of: Array(body.utf8),
            webhook: "WID"
        )

        #expect(text == "t-1|2026-11-21T09:00:00Z|WID|\(checksum)")
    }

    @Test func `PayPal's own sample`() throws {
        let api = "https://api.sandbox.paypal.com/v1"
        func link(_ path: String, _ rel: String, _ method: String) -> String {
            #"{"href":"\#(api)/\#(path)","rel":"\#(rel)","method":"\#(method)"}"#
        }
        let event = "notifications/webhooks-events/WH-0G2756385H040842W-5Y612302CV158622M"
        let sale = "payments/sale/4EU7004268015634R"
        let resource =
            #"{"id":"4EU7004268015634R","create_time":"2015-05-18T15:44:02Z","update_time":"2015-05-18T15:44:21Z","#
            + #""amount":{"total":"20.00","currency":"USD"},"payment_mode":"INSTANT_TRANSFER","state":"completed","#
            + #""protection_eligibility":"ELIGIBLE","protection_eligibility_type":"ITEM_NOT_RECEIVED_ELIGIBLE,"#
            + #"UNAUTHORIZED_PAYMENT_ELIGIBLE","parent_payment":"PAY-86C81811X5228590KKVNARQQ","#
            + #""transaction_fee":{"value":"0.88","currency":"USD"},"links":["#
            + link(sale, "self", "GET") + "," + link("\(sale)/refund", "refund", "POST") + ","
            + link("payments/payment/PAY-86C81811X5228590KKVNARQQ", "parent_payment", "GET") + "]}"
        let body =
            #"{"id":"WH-0G2756385H040842W-5Y612302CV158622M","create_time":"2015-05-18T15:45:13Z","resource_type":"sale","#
            + #""event_type":"PAYMENT.SALE.COMPLETED","summary":"Payment completed for $ 20.0 USD","resource":\#(resource),"#
            + #""links":[\#(link(event, "self", "GET")),\#(link("\(event)/resend", "resend", "POST"))]}"#

        let text = try transmission("dfb3be50-fd74-11e4-8bf3-77339302725b", "2015-05-18T15:45:13Z")
            .signedText(of: Array(body.utf8), webhook: "4JH86294D6297924G")

        #expect(
            text == "dfb3be50-fd74-11e4-8bf3-77339302725b|2015-05-18T15:45:13Z|4JH86294D6297924G|2771810304"
        )
    }

    @Test func `a doubled header is no header`() {
        let fields = [
            ("PayPal-Transmission-Id", "t"), ("PayPal-Transmission-Id", "u"),
            ("PayPal-Transmission-Sig", "AAAA"),
            ("PayPal-Transmission-Time", "2026-11-21T09:00:00Z"), ("PayPal-Auth-Algo", "SHA256withRSA"),
            ("PayPal-Cert-Url", "https://api.paypal.com/v1/notifications/certs/CERT-1"),
        ]
        #expect(PayPalTransmission(WebhookHeaders(fields.map { (name: $0.0, value: $0.1) })) == nil)
        #expect(
            PayPalTransmission(WebhookHeaders(fields.dropFirst().map { (name: $0.0, value: $0.1) })) != nil
        )
    }

    @Test(arguments: [
        ("0.01", "USD", 1), ("123.45", "USD", 123_45), ("5", "USD", 5_00), ("5.1", "USD", 5_10),
        ("-2.50", "EUR", -2_50),
        ("700", "JPY", 700), ("90071992547409.91", "USD", 9_007_199_254_740_991),
    ])
    func `an amount is read to the cent`(_ value: String, _ code: String, _ minor: Int64) {
        let json: JSONValue = ["currency_code": .string(code), "value": .string(value)]

        #expect(PayPalAmount.read(json) == Currency(rawValue: code).map { Money(minor, $0) })
    }

    @Test(arguments: [
        "", ".5", "1.", "1.005", "1,00", "1e3", " 1.00", "1.00 ", "+1.00", "--1", "NaN", "1.0.0",
        "99999999999999999999",
    ])
    func `what is no amount`(_ value: String) {
        let json: JSONValue = ["currency_code": "USD", "value": .string(value)]
        #expect(PayPalAmount.read(json) == nil)
    }

    @Test(arguments: [
        (1, "0.01"), (99, "0.99"), (100, "1.00"), (123_45, "123.45"), (10_000_000, "100000.00"),
    ])
    func `an amount is written with two decimals`(_ minor: Int64, _ text: String) {
        #expect(PayPalAmount.json(Money(minor, .dollar)) == ["currency_code": "USD", "value": .string(text)])
    }

    @Test func `a completed order without a capture has brought no money`() throws {
        let order: JSONValue = [
            "id": "O1", "status": "COMPLETED",
            "purchase_units": [["amount": ["currency_code": "USD", "value": "1.00"], "custom_id": "c"]],
        ]
        #expect(try PayPalReading.order(order).state == .pending)
        #expect(throws: GatewayFailure.self) { try PayPalReading.order(["id": "O1"]) }
        #expect(throws: GatewayFailure.self) { try PayPalReading.page(["id": "O1", "links": []]) }
    }
}
