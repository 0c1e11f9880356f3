import Kernel

extension Bucket: FileStorage {
    package func put(_ file: SpooledFile, at key: ObjectKey, _ type: MediaType) async throws {
        if file.size > part {
            try await putInParts(file, at: key, type)
        } else {
            var outgoing = Request(method: "PUT", key: key, headers: [("content-type", type.rawValue)])
            outgoing.body = .file(path: file.path, size: file.size)
            outgoing.payload = Hexadecimal.encode(file.sha256)
            outgoing.bytes = file.size
            try await demand(outgoing)
        }
        file.remove()
    }

    package func size(of key: ObjectKey) async throws -> Int? {
        let answer = try await send(Request(method: "HEAD", key: key))
        if answer.status == 404 { return nil }
        guard answer.status == 200, let size = answer.header("content-length").flatMap(Int.init) else {
            throw S3Failure(answer)
        }
        return size
    }

    /// Reads an object that does not exist, to learn whether the bucket answers and accepts the credentials.
    package func check() async throws {
        _ = try await size(of: .incoming(ID<StoredFile>(raw: 0)))
    }

    package func read(_ key: ObjectKey, _ range: Range<Int>) async throws -> [UInt8] {
        let end = min(range.upperBound, range.lowerBound + piece)
        var outgoing = Request(method: "GET", key: key)
        outgoing.headers = [("range", "bytes=\(range.lowerBound)-\(end - 1)")]
        outgoing.answerLimit = piece
        let answer = try await send(outgoing)
        if answer.status == 404 { throw ObjectMissing(key: key) }
        guard answer.status == 206 else { throw S3Failure(answer) }
        return answer.body
    }

    package func fetch(_ key: ObjectKey, to path: String, atMost size: Int) async throws {
        var outgoing = Request(method: "GET", key: key)
        outgoing.answerLimit = size
        let answer = try await http.download(request(outgoing), to: path)
        if answer.status == 404 { throw ObjectMissing(key: key) }
        guard answer.status == 200 else { throw S3Failure(answer) }
    }

    package func delete(_ key: ObjectKey) async throws {
        let answer = try await send(Request(method: "DELETE", key: key))
        guard [200, 204, 404].contains(answer.status) else { throw S3Failure(answer) }
    }

    package func uploadAddress(_ key: ObjectKey, _ upload: DirectUpload, at now: Instant) -> SignedRequest? {
        let headers = [
            (name: "content-type", value: upload.mediaType.rawValue),
            (name: "content-length", value: String(upload.size)),
        ]
        let url = presigned("PUT", key, headers: headers, at: self.now(), lasting: upload.lasting)
        return SignedRequest(method: "PUT", url: url, headers: [headers[0]])
    }

    /// Creates the bucket, for tests and for private servers.
    package func make() async throws {
        let answer = try await send(Request(method: "PUT"))
        guard answer.status == 200 || answer.status == 409 else { throw S3Failure(answer) }
    }
}

extension Bucket {
    private static let attempts = 3

    @discardableResult
    func demand(_ outgoing: Request) async throws -> HTTPCaller.Answer {
        let answer = try await send(outgoing)
        guard answer.status == 200 || answer.status == 204 else { throw S3Failure(answer) }
        return answer
    }

    /// Sends a request, and repeats it after a server error: each of our requests may be repeated.
    func send(_ outgoing: Request) async throws -> HTTPCaller.Answer {
        for attempt in 1..<Self.attempts {
            do {
                let answer = try await http.call(request(outgoing))
                guard answer.status >= 500 else { return answer }
            } catch {
                switch error {
                case .unsound, .insecure, .cancelled, .file, .tooLarge, .forbiddenAddress: throw error
                case .overloaded, .unresolved, .unreachable, .timedOut, .broken: break
                }
            }
            try await Task.sleep(for: .milliseconds(100 * attempt * attempt))
        }
        return try await http.call(request(outgoing))
    }
}
