import Kernel
import NIOCore

/// One packet of the Socket.IO protocol, version 5.
struct SocketIOPacket: Sendable {
    enum Kind: Int, Sendable {
        case connect, disconnect, event, ack, connectError, binaryEvent, binaryAck

        var isBinary: Bool { self == .binaryEvent || self == .binaryAck }
    }

    var kind: Kind
    var namespace = "/"
    var id: Int?
    var data: JSONValue?
    var attachments: [[UInt8]] = []
    /// The number of attachments that follow.
    var expected = 0

    static let maximumAttachments = 16

    init(
        _ kind: Kind,
        in namespace: String,
        id: Int? = nil,
        _ data: JSONValue? = nil,
        _ attachments: [[UInt8]] = []
    ) {
        self.kind = kind
        self.namespace = namespace
        self.id = id
        self.data = data
        self.attachments = attachments
        expected = attachments.count
    }

    /// Nil for an invalid packet.
    init?(parsing text: Substring) {
        var rest = text.utf8[...]
        guard let first = rest.popFirst(), let kind = Kind(rawValue: Int(first) - 48) else { return nil }
        self.kind = kind
        if kind.isBinary {
            guard let end = rest.firstIndex(of: UInt8(ascii: "-")), let count = Int(Substring(rest[..<end])),
                (0...Self.maximumAttachments).contains(count)
            else { return nil }
            expected = count
            rest = rest[rest.index(after: end)...]
        }
        if rest.first == UInt8(ascii: "/") {
            let end = rest.firstIndex(of: UInt8(ascii: ",")) ?? rest.endIndex
            namespace = String(Substring(rest[..<end]).before("?"))
            guard namespace.utf8.count <= 128 else { return nil }
            rest = end == rest.endIndex ? rest[end...] : rest[rest.index(after: end)...]
        }
        let digits = rest.prefix { (48...57).contains($0) }
        if !digits.isEmpty {
            guard let number = Int(Substring(digits)) else { return nil }
            id = number
            rest = rest[digits.endIndex...]
        }
        guard !rest.isEmpty else { return }
        guard let data = try? JSONValue(parsing: Array(rest)) else { return nil }
        self.data = data
    }

    /// As packets of Engine.IO.
    var packets: [EnginePacket] {
        var text = "4\(kind.rawValue)"
        if kind.isBinary { text += "\(attachments.count)-" }
        if namespace != "/" { text += namespace + "," }
        if let id { text += String(id) }
        if let data { text += data.text }
        return [.text(text)] + attachments.map { .binary(ByteBuffer(bytes: $0)) }
    }

    /// The name and the arguments of an event.
    var event: (name: String, arguments: [JSONValue])? {
        guard let values = data?.arrayValue, let name = values.first?.stringValue else { return nil }
        return (name, Array(values.dropFirst()))
    }
}

/// The contents of an event or of an answer: arguments, and the bytes they refer to.
public struct SocketIOMessage: Sendable {
    public var arguments: [JSONValue]
    public var attachments: [[UInt8]]
    /// Of an answer: runs after it has been sent, before the client's next event.
    public var afterwards: (@Sendable () async -> Void)?

    public init(_ arguments: [JSONValue] = [], attachments: [[UInt8]] = []) {
        self.arguments = arguments
        self.attachments = attachments
    }

    /// The placeholder of an attachment among the arguments.
    public static func attachment(_ number: Int) -> JSONValue {
        ["_placeholder": true, "num": .integer(Int64(number))]
    }
}
