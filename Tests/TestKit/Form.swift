/// A form with files as browsers send it.
package struct Form: Sendable {
    package static let boundary = "portico-test-7d1f"
    package static let contentType = "multipart/form-data; boundary=\(boundary)"

    package private(set) var bytes: [UInt8] = []

    package init() {}

    package func field(_ name: String, _ value: String) -> Form {
        adding("Content-Disposition: form-data; name=\"\(name)\"", Array(value.utf8))
    }

    package func file(_ name: String, _ fileName: String, _ type: String?, _ content: [UInt8]) -> Form {
        let disposition = "Content-Disposition: form-data; name=\"\(name)\"; filename=\"\(fileName)\""
        return adding(disposition + (type.map { "\r\nContent-Type: \($0)" } ?? ""), content)
    }

    /// The form as it goes on the wire.
    package var ended: [UInt8] { bytes + Array("--\(Self.boundary)--\r\n".utf8) }

    private func adding(_ header: String, _ content: [UInt8]) -> Form {
        var form = self
        form.bytes += Array("--\(Self.boundary)\r\n\(header)\r\n\r\n".utf8) + content + [13, 10]
        return form
    }
}

extension TestClient {
    package func post(_ path: String, _ form: Form, headers: Headers = [:]) async throws -> TestResponse {
        try await send("POST", path, bytes: form.ended, type: Form.contentType, headers: headers)
    }
}
