import Kernel

extension PayPalGateway {
    /// The signature is verified here; where the certificate cannot be fetched, PayPal is asked.
    ///
    /// Its time is not compared with the clock: PayPal repeats an event for three days, and an event only hints at what
    /// must be read again.
    package func event(
        in body: [UInt8],
        headers: WebhookHeaders,
        at now: Instant
    ) async throws -> ChargeEvent {
        guard let transmission = PayPalTransmission(headers) else {
            throw WebhookRefused(reason: "no signature, or a malformed one")
        }
        guard transmission.algorithm == PayPalTransmission.algorithm else {
            throw WebhookRefused(reason: "an algorithm other than \(PayPalTransmission.algorithm)")
        }
        // PayPal signs JSON only; and what is no JSON must not be put into a question to PayPal.
        guard let json = try? JSONValue(parsing: body), json.objectValue != nil else {
            throw WebhookRefused(reason: "no event")
        }
        guard try await isSigned(body, transmission, mayFetch: !headers.isSuspect, at: now) else {
            throw WebhookRefused(reason: "a wrong signature")
        }
        guard let event = PayPalEvent.read(json) else { throw WebhookRefused(reason: "no event") }
        return event
    }

    private func isSigned(
        _ body: [UInt8],
        _ transmission: PayPalTransmission,
        mayFetch: Bool,
        at now: Instant
    ) async throws -> Bool {
        guard let signature = Base64.standard.decode(transmission.signature) else { return false }
        do {
            let certificate = try await certificates.certificate(
                at: transmission.certificateURL,
                mayFetch: mayFetch,
                now: now
            )
            let text = transmission.signedText(of: body, webhook: settings.webhookID)
            return certificate.hasSigned(text, as: signature)
        } catch is GatewayFailure {
            return try await isKnownToPayPal(body, transmission)
        }
    }

    private func isKnownToPayPal(
        _ body: [UInt8],
        _ transmission: PayPalTransmission
    ) async throws(GatewayFailure) -> Bool {
        let question = transmission.question(about: body, webhook: settings.webhookID)
        do throws(GatewayFailure) {
            let answer = try await client.send("POST", "/v1/notifications/verify-webhook-signature", question)
            return answer["verification_status"]?.stringValue == "SUCCESS"
        } catch .refused {
            return false
        }
    }
}
