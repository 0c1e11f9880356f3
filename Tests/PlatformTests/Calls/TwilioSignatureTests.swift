import Kernel
import TestKit
import Testing

@testable import Platform

/// The inputs of twilio-python's tests of its request validator.
@Suite struct TwilioSignatureTests {
    private static let page = "https://mycompany.com/myapp.php?foo=1&bar=2"
    private static let call =
        "CallSid=CA1234567890ABCDE&Digits=1234&From=%2B14158675309&To=%2B18005551212&Caller=%2B14158675309"
    private static let json = #"{"property": "value", "boolean": true}"#
    private static let hash = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620"

    private func isValid(
        _ signature: String,
        _ body: String,
        at url: String = page,
        type: String = "application/x-www-form-urlencoded",
        settings: String? = nil,
        sharedKey: String? = nil
    ) -> Bool {
        TwilioSignature(token: "12345", sharedKey: sharedKey).isValid(
            signature,
            settings: settings,
            of: .init(url: url, body: Array(body.utf8), mediaType: type)
        )
    }

    @Test func `a form is signed with the address, in any order of its parameters`() {
        #expect(isValid("RSOYDt4T1cUTdK1PDd93/VVr8B8=", Self.call))
        let turned = Self.call.split(separator: "&").reversed().joined(separator: "&")
        #expect(isValid("RSOYDt4T1cUTdK1PDd93/VVr8B8=", turned))
        #expect(!isValid("RSOYDt4T1cUTdK1PDd93/VVr8B8=", Self.call + "&More=1"))
        #expect(!isValid("RSOYDt4T1cUTdK1PDd93/VVr8B8=", Self.call, at: "https://mycompany.com/other"))
        #expect(!isValid("", Self.call) && !isValid("not base64!", Self.call))
    }

    @Test func `the address is taken with and without its port`() {
        let withPort = "https://mycompany.com:443/myapp.php?foo=1&bar=2"
        #expect(isValid("kvajT1Ptam85bY51eRf/AJRuM3w=", Self.call, at: withPort))
        #expect(isValid("kvajT1Ptam85bY51eRf/AJRuM3w=", Self.call))
        #expect(isValid("RSOYDt4T1cUTdK1PDd93/VVr8B8=", Self.call, at: withPort))
    }

    @Test func `a doubled parameter counts once for each of its values, in the order of their bytes`() {
        let body = "Sid=CA123&SidAccount=AC123&Digits=5678&Digits=1234&Digits=1234"
        #expect(isValid("IK+Dwps556ElfBT0I3Rgjkr1wJU=", body))
        #expect(!isValid("IK+Dwps556ElfBT0I3Rgjkr1wJU=", "Sid=CA123&SidAccount=AC123&Digits=1234"))
    }

    @Test func `a JSON body is signed by its hash in the address`() {
        let url = "\(Self.page)&bodySHA256=\(Self.hash)"
        let signature = "a9nBmqA0ju/hNViExpshrM61xv4="
        #expect(isValid(signature, Self.json, at: url, type: "application/json"))
        #expect(!isValid(signature, Self.json + " ", at: url, type: "application/json"))
        #expect(!isValid(signature, Self.json, type: "application/json"))
        #expect(!isValid("RSOYDt4T1cUTdK1PDd93/VVr8B8=", "", type: "application/json"))
    }

    @Test func `SHA-256 where the header says so, with the shared key of the setting`() {
        let signature = "033hgUJA9M/hXIZsYjwkerEP/DBm35nEri5FhCYjA5s="
        let settings = "key=CR0123456789,algorithm=HMAC_SHA256"
        #expect(isValid(signature, Self.call, settings: settings))
        #expect(isValid(signature, Self.call, settings: settings, sharedKey: "12345"))
        #expect(!isValid(signature, Self.call, settings: settings, sharedKey: "another"))
        #expect(!isValid(signature, Self.call))
        #expect(!isValid("RSOYDt4T1cUTdK1PDd93/VVr8B8=", Self.call, settings: "algorithm=HMAC_MD5"))
        #expect(isValid("RSOYDt4T1cUTdK1PDd93/VVr8B8=", Self.call, settings: "algorithm=HMAC_SHA1"))
    }

    @Test(arguments: [
        ("https://a.example/x", ["https://a.example/x", "https://a.example:443/x"]),
        ("http://a.example", ["http://a.example", "http://a.example:80"]),
        ("https://a.example:8443?x=1:2", ["https://a.example?x=1:2", "https://a.example:8443?x=1:2"]),
        ("https://[::1]/x", ["https://[::1]/x", "https://[::1]:443/x"]),
        ("https://[::1]:8443/x", ["https://[::1]/x", "https://[::1]:8443/x"]),
    ])
    func `the port is that of the authority`(url: String, spellings: [String]) {
        #expect(TwilioSignature.spellings(of: url) == spellings)
    }
}

@Suite struct TwilioCallsTests {
    private func call(_ number: String = "+12125550101") -> BridgedCall {
        BridgedCall(
            caller: PhoneNumber(unchecked: number),
            callee: PhoneNumber(unchecked: "+12125550103"),
            callback: "https://x.example/api/v1/calls/twilio-webhook?call=1"
        )
    }

    @Test func `a call is what Twilio's API wants: one telephone rings, the other is dialled`() async throws {
        let twilio = try TwilioDouble()

        let receipt = try await twilio.bridge().connect(call())

        #expect(receipt.sid == "CA" + String(repeating: "0", count: 31) + "1")
        #expect(
            try await twilio.calls() == [
                [
                    "To": "+12125550101", "From": "+15005550006", "Number": "+12125550103",
                    "StatusCallback": "https://x.example/api/v1/calls/twilio-webhook?call=1",
                ]
            ]
        )
    }

    @Test(arguments: [
        ("+15005550001", CallFailure.refused(code: 21211)), ("+15005550429", .unavailable),
        ("+15005550503", .unavailable), ("+15005550500", .unknown),
    ])
    func `a refusal is final, the rest can be tried again or may have happened`(
        number: String,
        expected: CallFailure
    ) async throws {
        let twilio = try TwilioDouble()
        let failure = await #expect(throws: CallFailure.self) {
            _ = try await twilio.bridge().connect(call(number))
        }
        #expect(failure == expected)
    }

    @Test func `a wrong token and a service that is away can be mended`() async throws {
        let twilio = try TwilioDouble()
        let wrong = await #expect(throws: CallFailure.self) {
            _ = try await twilio.bridge(token: "wrong").connect(call())
        }
        let away = TwilioCalls(
            .init(
                account: TwilioDouble.account,
                token: "t",
                number: PhoneNumber(unchecked: "+15005550006"),
                root: "http://127.0.0.1:1"
            ),
            http: HTTPCaller(threads: 1)
        )
        let gone = await #expect(throws: CallFailure.self) { _ = try await away.connect(call()) }
        #expect(wrong == .unavailable && gone == .unavailable)
        #expect(CallFailure.unavailable.problem.code == .callsUnavailable)
    }
}
