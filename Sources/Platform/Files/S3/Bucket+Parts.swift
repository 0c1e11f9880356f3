import Crypto
import Glibc
import Kernel

/// Uploads of large files in parts, of which one at a time is in memory.
extension Bucket {
    func putInParts(_ file: SpooledFile, at key: ObjectKey, _ type: MediaType) async throws {
        var start = Request(method: "POST", key: key, query: [("uploads", "")])
        start.headers = [("content-type", type.rawValue)]
        let begun = try await demand(start)
        guard let upload = XMLText.first("UploadId", in: begun.body) else { throw S3Failure(begun) }
        do {
            let tags = try await sendParts(of: file, upload, key)
            try await finish(upload, tags, key)
        } catch {
            // Parts of an abandoned upload cost money; a rule of the bucket deletes the rest.
            _ = try? await send(Request(method: "DELETE", key: key, query: [("uploadId", upload)]))
            throw error
        }
    }

    private func sendParts(of file: SpooledFile, _ upload: String, _ key: ObjectKey) async throws -> [String]
    {
        var tags: [String] = []
        for offset in stride(from: 0, to: file.size, by: part) {
            let bytes = try await threadPool.run { [part] in
                guard let handle = try Disk.openToRead(file.path) else { throw DiskError("open", file.path) }
                defer { close(handle) }
                return try Disk.read(handle, at: offset, count: min(part, file.size - offset))
            }
            var outgoing = Request(method: "PUT", key: key)
            outgoing.query = [("partNumber", String(tags.count + 1)), ("uploadId", upload)]
            outgoing.payload = Hexadecimal.encode(SHA256.hash(data: bytes))
            outgoing.bytes = bytes.count
            outgoing.body = .bytes(bytes)
            let answer = try await demand(outgoing)
            guard let tag = answer.header("etag") else { throw S3Failure(answer) }
            tags.append(tag)
        }
        return tags
    }

    private func finish(_ upload: String, _ tags: [String], _ key: ObjectKey) async throws {
        let parts = tags.enumerated().map { index, tag in
            "<Part><PartNumber>\(index + 1)</PartNumber><ETag>\(XMLText.escaped(tag))</ETag></Part>"
        }
        let body = Array("<CompleteMultipartUpload>\(parts.joined())</CompleteMultipartUpload>".utf8)
        var outgoing = Request(method: "POST", key: key, query: [("uploadId", upload)], body: .bytes(body))
        outgoing.payload = Hexadecimal.encode(SHA256.hash(data: body))
        let answer = try await demand(outgoing)
        // S3 may answer 200 and fail afterwards.
        guard XMLText.first("ETag", in: answer.body) != nil else { throw S3Failure(answer) }
    }
}
