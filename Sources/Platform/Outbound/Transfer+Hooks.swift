import CCurl

extension Transfer {
    /// Sets the callbacks of libcurl, with the transfer as their context.
    func setHooks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        portico_set_socket_opener(curl, openSocket, context)
        portico_set_header_writer(curl, receiveHeader, context)
        portico_set_writer(curl, receiveBody, context)
        portico_set_reader(curl, supplyBody, context)
        portico_set_seeker(curl, seekBody, context)
        portico_set_progress(curl, resume, context)
    }

    func failure(_ code: CURLcode) -> HTTPFailure {
        if let failure = answer.failure { return failure }
        switch code {
        case CURLE_ABORTED_BY_CALLBACK: return .cancelled
        case CURLE_OPERATION_TIMEDOUT: return .timedOut
        case CURLE_COULDNT_RESOLVE_HOST: return .unresolved
        case CURLE_COULDNT_CONNECT: return wasGuarded ? .forbiddenAddress : .unreachable
        case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL, CURLE_LOGIN_DENIED: return .unsound("the URL")
        case CURLE_READ_ERROR, CURLE_SEND_FAIL_REWIND: return .file
        case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE,
            CURLE_SSL_CIPHER, CURLE_SSL_ISSUER_ERROR:
            return .insecure
        default: return .broken(String(cString: curl_easy_strerror(code)))
        }
    }

    fileprivate static func of(_ context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }
}

/// Checks the resolved address itself, whatever its name.
private func openSocket(
    _ context: UnsafeMutableRawPointer?,
    _ purpose: curlsocktype,
    _ address: UnsafeMutablePointer<curl_sockaddr>?
) -> curl_socket_t {
    guard let transfer = Transfer.of(context), let address else { return -1 }
    var bytes = [UInt8](repeating: 0, count: 16)
    let isKnown = portico_address_bytes(address, &bytes) == 1
    let bits = bytes.reduce(UInt128(0)) { $0 << 8 | UInt128($1) }
    guard isKnown, transfer.request.reach.permits(bits) else {
        transfer.wasGuarded = true
        return -1
    }
    return portico_open(address)
}

private func receiveHeader(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context), let bytes else { return 0 }
    let line = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.head.append(line) ? line.count : 0
}

private func receiveBody(
    _ bytes: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let transfer = Transfer.of(context), let bytes else { return 0 }
    let part = UnsafeRawBufferPointer(start: bytes, count: size * count)
    return transfer.answer.append(part, status: transfer.head.status) ? part.count : 0
}

private func supplyBody(
    _ buffer: UnsafeMutablePointer<CChar>?,
    _ size: Int,
    _ count: Int,
    _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let upload = Transfer.of(context)?.upload, let buffer else { return 0 }
    return upload.read(into: UnsafeMutableRawBufferPointer(start: buffer, count: size * count))
        ?? Int(CURL_READFUNC_ABORT)
}

/// Called when a kept connection turns out dead and the body has to be sent again.
private func seekBody(_ context: UnsafeMutableRawPointer?, _ offset: curl_off_t, _ origin: Int32) -> Int32 {
    guard let upload = Transfer.of(context)?.upload, upload.seek(to: Int(offset), from: origin) else {
        return CURL_SEEKFUNC_FAIL
    }
    return CURL_SEEKFUNC_OK
}

private func resume(
    _ context: UnsafeMutableRawPointer?,
    _ download: curl_off_t,
    _ downloaded: curl_off_t,
    _ upload: curl_off_t,
    _ uploaded: curl_off_t
) -> Int32 {
    Transfer.of(context)?.ticket.isCancelled == false ? 0 : 1
}
