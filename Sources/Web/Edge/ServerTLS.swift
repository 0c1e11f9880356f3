import NIOSSL

extension NIOSSLContext {
    /// The TLS context for the certificate in `files`; an error names the faulty file.
    static func serving(_ files: ServerConfiguration.TLSFiles) throws -> NIOSSLContext {
        let certificate = files.certificate
        let chain = try reading("\(certificate) contains no certificate (PEM)") {
            try NIOSSLCertificate.fromPEMFile(certificate)
        }
        let key = try reading("\(files.key) contains no private key (PEM, without a passphrase)") {
            try NIOSSLPrivateKey(file: files.key, format: .pem)
        }
        var configuration = TLSConfiguration.makeServerConfiguration(
            certificateChain: chain.map { .certificate($0) },
            privateKey: .privateKey(key)
        )
        configuration.minimumTLSVersion = .tlsv12
        configuration.applicationProtocols = ["http/1.1"]
        return try reading("the private key in \(files.key) does not belong to \(certificate)") {
            try NIOSSLContext(configuration: configuration)
        }
    }

    private static func reading<Value>(_ failure: String, _ read: () throws -> Value) throws -> Value {
        do {
            return try read()
        } catch {
            throw StartFailure(failure)
        }
    }
}
