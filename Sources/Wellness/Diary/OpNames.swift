import Crypto
import Kernel
import Web

/// The ids of the ops that the server makes for one request.
///
/// With an `Idempotency-Key` they follow from it, so that a repeated request finds its ops again. No answer is stored
/// for repetitions, because it would contain notes.
struct OpNames: RouteInput {
    private let beginning: String?

    /// The id of the op number `index`; without a key a new one.
    func id(_ index: Int, _ now: Instant) -> String {
        beginning.map { "\($0)#\(index)" } ?? ID<OpNames>.new(at: now).description
    }

    static func describe(_ operation: inout Operation) {
        operation.parameters.append(parameter(isRequired: false))
        operation.problems.append(.malformed)
    }

    static func read(from reader: RequestReader) async throws -> OpNames {
        OpNames(beginning: try beginning(reader))
    }

    fileprivate init(beginning: String?) {
        self.beginning = beginning
    }

    fileprivate static func beginning(_ reader: RequestReader) throws(Problem) -> String? {
        guard let key = reader.header("Idempotency-Key") else { return nil }
        guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw Problem(
                .malformed,
                [
                    "en": "Idempotency-Key must have 1 to 255 visible ASCII characters.",
                    "it": "Idempotency-Key deve avere da 1 a 255 caratteri ASCII visibili.",
                ]
            )
        }
        let request = "\(reader.incoming.method) \(reader.incoming.path) \(key)"
        let digest = SHA256.hash(data: Array(request.utf8)).prefix(16)
        return "k#" + digest.map { hexadecimal($0) }.joined()
    }

    private static func hexadecimal(_ byte: UInt8) -> String {
        let digits = String(byte, radix: 16)
        return digits.count == 1 ? "0" + digits : digits
    }

    fileprivate static func parameter(isRequired: Bool) -> Operation.Parameter {
        .init(
            .header,
            "Idempotency-Key",
            .text(TextRule(length: 1...255)),
            isRequired: isRequired,
            meaning: .words(
                "A key of the caller's for this request: a repetition with it writes nothing again."
            )
        )
    }
}

/// The ids of the ops of a request that must have a key.
struct KeyedOpNames: RouteInput {
    let names: OpNames

    static func describe(_ operation: inout Operation) {
        operation.parameters.append(OpNames.parameter(isRequired: true))
    }

    static func read(from reader: RequestReader) async throws -> KeyedOpNames {
        guard let beginning = try OpNames.beginning(reader) else {
            throw Problem(
                .malformed,
                [
                    "en": "This operation requires an Idempotency-Key header.",
                    "it": "L'operazione richiede l'intestazione Idempotency-Key.",
                ]
            )
        }
        return KeyedOpNames(names: OpNames(beginning: beginning))
    }
}
