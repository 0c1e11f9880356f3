import CCurl
import Kernel

/// Hands e-mails to a mail server by SMTP.
package struct SMTPCarrier: MailCarrier {
    private let server: SMTPServer
    /// A file of trusted certificates in place of the system's.
    private let authorities: String?
    private let timeout: Duration
    private let threads: SMTPThreads

    package init(
        _ server: SMTPServer,
        authorities: String? = nil,
        timeout: Duration = .seconds(60),
        connections: Int = 4
    ) {
        self.server = server
        self.authorities = authorities
        self.timeout = timeout
        threads = SMTPThreads(count: connections)
    }

    package func send(_ mail: Mail) async throws -> MailReceipt {
        let bytes = MailMessage(mail).bytes
        let submission = SMTPSubmission(
            server: server,
            authorities: authorities,
            timeout: timeout,
            from: mail.from.address,
            to: mail.to,
            message: bytes
        )
        let outcome = await threads.run { handle in submission.make(on: handle) }
        return try outcome.get()
    }
}

/// The submission of one e-mail over one handle.
struct SMTPSubmission: Sendable {
    let server: SMTPServer
    let authorities: String?
    let timeout: Duration
    let from: EmailAddress
    let to: EmailAddress
    let message: [UInt8]

    typealias Outcome = Result<MailReceipt, MailFailure>

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

    func make(on handle: UnsafeMutableRawPointer?) -> Outcome {
        guard Self.isReady, let curl = handle, let recipients = curl_slist_append(nil, "<\(to.rawValue)>")
        else {
            return .failure(MailFailure(isPermanent: false, detail: "libcurl could not be started"))
        }
        defer { curl_slist_free_all(recipients) }
        var source = Source(message: message)
        var reply = Reply()
        return withUnsafeMutablePointer(to: &source) { source in
            withUnsafeMutablePointer(to: &reply) { reply in
                setServer(curl)
                _ = portico_set_text(curl, CURLOPT_MAIL_FROM, "<\(from.rawValue)>")
                _ = portico_set_list(curl, CURLOPT_MAIL_RCPT, recipients)
                _ = portico_set_number(curl, CURLOPT_UPLOAD, 1)
                _ = portico_set_offset(curl, CURLOPT_INFILESIZE_LARGE, curl_off_t(message.count))
                _ = portico_set_reader(curl, Source.read, source)
                _ = portico_set_header_writer(curl, Reply.take, reply)
                let code = curl_easy_perform(curl)
                return outcome(code, reply.pointee, isHandedOver: source.pointee.isRead, curl)
            }
        }
    }

    private func setServer(_ curl: UnsafeMutableRawPointer) {
        _ = portico_set_text(curl, CURLOPT_URL, server.url)
        _ = portico_set_text(curl, CURLOPT_PROTOCOLS_STR, "smtp,smtps")
        _ = portico_set_text(curl, CURLOPT_PROXY, "")
        _ = portico_set_number(curl, CURLOPT_NOSIGNAL, 1)
        _ = portico_set_number(curl, CURLOPT_CONNECTTIMEOUT_MS, 10_000)
        _ = portico_set_number(curl, CURLOPT_TIMEOUT_MS, Int(timeout.micros / 1_000))
        _ = portico_set_number(curl, CURLOPT_USE_SSL, useOfTLS)
        if let authorities { _ = portico_set_text(curl, CURLOPT_CAINFO, authorities) }
        if let user = server.user {
            _ = portico_set_text(curl, CURLOPT_USERNAME, user)
            _ = portico_set_text(curl, CURLOPT_PASSWORD, server.password ?? "")
        }
    }

    private var useOfTLS: Int {
        switch server.security {
        case .required, .implicit: Int(CURLUSESSL_ALL.rawValue)
        case .opportunistic: Int(CURLUSESSL_TRY.rawValue)
        case .none: Int(CURLUSESSL_NONE.rawValue)
        }
    }

    private func outcome(
        _ code: CURLcode,
        _ reply: Reply,
        isHandedOver: Bool,
        _ curl: UnsafeMutableRawPointer
    ) -> Outcome {
        guard code != CURLE_OK else { return .success(MailReceipt(providerID: reply.lastLine)) }
        var answer = 0
        _ = portico_get_number(curl, CURLINFO_RESPONSE_CODE, &answer)
        let reason = String(cString: curl_easy_strerror(code))
        let detail = [reason, reply.lastLine].compactMap { $0 }.joined(separator: ": ")
        // A refusal of sender, recipient or message is a verdict on the e-mail; a refusal of our login is ours to fix.
        let isVerdict =
            (500...599).contains(answer) && !Self.refusesUs.contains(answer)
            && (code == CURLE_SEND_ERROR || isHandedOver)
        return .failure(MailFailure(isPermanent: isVerdict, code: answer == 0 ? nil : answer, detail: detail))
    }

    /// Authentication required, failed or too weak, or TLS required first (RFC 4954).
    private static let refusesUs: Set<Int> = [530, 534, 535, 538]
}
