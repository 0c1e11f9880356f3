import CCurl
import Kernel

/// One call on a libcurl handle, on the thread that owns it.
final class Transfer {
    let ticket: CallTicket
    let curl: UnsafeMutableRawPointer
    var head = AnswerHead()
    var answer: AnswerBody
    var upload: UploadFile?
    /// The address check refused an address.
    var wasGuarded = false
    private var lines: UnsafeMutablePointer<curl_slist>?

    init(_ ticket: CallTicket, on curl: UnsafeMutableRawPointer) {
        self.ticket = ticket
        self.curl = curl
        answer = AnswerBody(
            limit: ticket.request.answerLimit,
            isCut: ticket.request.cutsLongAnswers,
            path: ticket.path
        )
    }

    deinit {
        curl_slist_free_all(lines)
    }

    var request: HTTPCaller.Request { ticket.request }

    func run(within time: Duration, authorities: String?) -> CallTicket.Outcome {
        let start = ContinuousClock.now
        configure(within: time, authorities)
        setHooks()
        setHeaders()
        let code = withBody { curl_easy_perform(curl) }
        do throws(HTTPFailure) {
            guard code == CURLE_OK || answer.wasCut else { throw failure(code) }
            var status = 0
            portico_get_number(curl, CURLINFO_RESPONSE_CODE, &status)
            try answer.close(status: status)
            return .success(
                HTTPCaller.Answer(
                    status: status,
                    headers: head.fields,
                    body: answer.bytes,
                    elapsed: ContinuousClock.now - start
                )
            )
        } catch {
            answer.discard()
            return .failure(error)
        }
    }

    private func configure(within time: Duration, _ authorities: String?) {
        text(CURLOPT_URL, request.url)
        text(CURLOPT_PROTOCOLS_STR, "http,https")
        text(CURLOPT_PROXY, "")
        number(CURLOPT_FOLLOWLOCATION, 0)
        number(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
        number(CURLOPT_PATH_AS_IS, 1)
        number(CURLOPT_NOSIGNAL, 1)
        number(CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
        number(CURLOPT_SSL_VERIFYPEER, 1)
        number(CURLOPT_SSL_VERIFYHOST, 2)
        number(CURLOPT_SSLVERSION, Int(CURL_SSLVERSION_TLSv1_2))
        if let authorities { text(CURLOPT_CAINFO, authorities) }
        number(CURLOPT_MAXCONNECTS, 8)
        number(CURLOPT_TIMEOUT_MS, time.milliseconds)
        number(CURLOPT_CONNECTTIMEOUT_MS, min(request.connectTimeout, time).milliseconds)
    }

    private func setHeaders() {
        for (name, value) in request.headers {
            add(value.isEmpty ? "\(name);" : "\(name): \(value)")
        }
        // Headers that libcurl would add by itself.
        if !request.has(header: "content-type") { add("Content-Type:") }
        if !request.has(header: "expect") { add("Expect:") }
        if !request.has(header: "user-agent") { add("User-Agent: Portico") }
        portico_set_list(curl, CURLOPT_HTTPHEADER, lines)
    }

    private func add(_ line: String) {
        lines = curl_slist_append(lines, line)
    }

    /// Libcurl reads the body in place.
    private func withBody(_ perform: () -> CURLcode) -> CURLcode {
        switch request.body {
        case .none where request.method == "HEAD":
            number(CURLOPT_NOBODY, 1)
            return perform()
        case .none where ["GET", "DELETE", "OPTIONS"].contains(request.method):
            text(CURLOPT_CUSTOMREQUEST, request.method)
            return perform()
        case .none:
            return send([], perform)
        case .bytes(let bytes):
            return send(bytes, perform)
        case .file(let path, let size):
            guard let file = UploadFile(path, size: size) else { return CURLE_READ_ERROR }
            upload = file
            setUpload(size)
            return perform()
        }
    }

    private func send(_ bytes: [UInt8], _ perform: () -> CURLcode) -> CURLcode {
        number(CURLOPT_POST, 1)
        text(CURLOPT_CUSTOMREQUEST, request.method)
        portico_set_offset(curl, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(bytes.count))
        return bytes.withUnsafeBytes { buffer in
            guard let base = buffer.baseAddress, !buffer.isEmpty else {
                text(CURLOPT_COPYPOSTFIELDS, "")
                return perform()
            }
            portico_set_pointer(curl, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: base))
            return perform()
        }
    }

    private func setUpload(_ size: Int) {
        number(CURLOPT_UPLOAD, 1)
        text(CURLOPT_CUSTOMREQUEST, request.method)
        portico_set_offset(curl, CURLOPT_INFILESIZE_LARGE, curl_off_t(size))
    }

    private func text(_ option: CURLoption, _ value: String) {
        portico_set_text(curl, option, value)
    }

    private func number(_ option: CURLoption, _ value: Int) {
        portico_set_number(curl, option, value)
    }
}

extension Duration {
    /// At least one, because libcurl takes 0 as no limit.
    fileprivate var milliseconds: Int { max(1, Int(clamping: micros / 1_000)) }
}
