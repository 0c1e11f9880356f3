/// The output of an encoder so far, with its open braces.
///
/// Containers write straight into it, so they have to be filled one after the other, as synthesised code
/// does; writing to a container after a later one was opened throws.
final class EncodedStream {
    private(set) var writer = JSONWriter()
    private var frames: [Frame] = []
    private var isMisplaced = false

    /// An open container, identified by the offset of its text.
    private struct Frame {
        let start: Int
        let close: UInt8
        var isEmpty = true
    }

    /// Writes one value; if it opens a container, this becomes the frame at `depth`.
    @inline(__always)
    func put<Value: Encodable>(_ value: Value, depth: Int) throws {
        if Value.self == String.self, let text = value as? String {
            writer.string(text)
        } else if let writable = value as? any JSONWritable {
            writable.write(to: &writer)
        } else {
            let start = writer.bytes.count
            try value.encode(to: StreamEncoder(stream: self, depth: depth, start: start))
            close(to: depth)
            if writer.bytes.count == start { writer.raw("{}") }
        }
    }

    func write(_ body: (inout JSONWriter) -> Void) {
        body(&writer)
    }

    func double(_ value: Double, _ path: @autoclosure () -> [any CodingKey]) throws {
        guard value.isFinite else {
            let context = EncodingError.Context(codingPath: path(), debugDescription: "JSON has no \(value)")
            throw EncodingError.invalidValue(value, context)
        }
        writer.double(value)
    }

    /// With the digits of the Float itself, so 0.1 stays 0.1.
    func float(_ value: Float, _ path: @autoclosure () -> [any CodingKey]) throws {
        try double(Double(value.description) ?? Double(value), path())
    }

    /// An encoder for a misplaced value; the whole document is refused when it is finished.
    func misplaced() -> StreamEncoder {
        isMisplaced = true
        return StreamEncoder(stream: EncodedStream(), depth: 0, start: 0)
    }

    func finished() throws -> [UInt8] {
        close(to: 0)
        guard !isMisplaced else { throw Self.outOfTurn }
        guard !writer.sawNonFinite else {
            let context = EncodingError.Context(
                codingPath: [],
                debugDescription: "JSON has neither NaN nor infinity"
            )
            throw EncodingError.invalidValue(Double.nan, context)
        }
        return writer.bytes
    }

    private static var outOfTurn: EncodingError {
        let context = EncodingError.Context(
            codingPath: [],
            debugDescription: "a container was filled out of order"
        )
        return .invalidValue(Self.self, context)
    }

    /// Opens the container of the value that starts at `start`, or continues it when it is already open.
    func open(_ brace: UInt8, _ close: UInt8, depth: Int, start: Int) {
        if frames.count > depth, frames[depth].start == start { return self.close(to: depth + 1) }
        self.close(to: depth)
        writer.byte(brace)
        frames.append(Frame(start: start, close: close))
    }

    /// Prepares the next element of the container at the frame below `depth`.
    @inline(__always)
    func separate(depth: Int, start: Int) throws {
        close(to: depth)
        guard frames.count == depth, frames[depth - 1].start == start else { throw Self.outOfTurn }
        if frames[depth - 1].isEmpty {
            frames[depth - 1].isEmpty = false
        } else {
            settle()
            writer.byte(UInt8(ascii: ","))
        }
    }

    @inline(__always)
    func close(to depth: Int) {
        while let frame = frames.last, frames.count > depth {
            if !frame.isEmpty { settle() }
            writer.byte(frame.close)
            frames.removeLast()
        }
    }

    /// An encoder that was requested but not used stands for an empty object.
    @inline(__always)
    private func settle() {
        switch writer.bytes.last {
        case UInt8(ascii: ":"), UInt8(ascii: ","), UInt8(ascii: "["): writer.raw("{}")
        default: break
        }
    }

    @inline(__always)
    func bool(_ value: Bool) { writer.bool(value) }
    @inline(__always)
    func string(_ value: String) { writer.string(value) }
    @inline(__always)
    func integer(_ value: Int) { writer.integer(value) }
    @inline(__always)
    func integer(_ value: UInt64) { writer.integer(value) }
    func null() { writer.null() }
    func key(_ name: String) { writer.key(name) }
    @inline(__always)
    func snakeKey(_ name: String) { writer.snakeKey(name) }
    var offset: Int { writer.bytes.count }
}

/// Writes one value into the stream.
struct StreamEncoder: Encoder {
    let stream: EncodedStream
    let depth: Int
    let start: Int

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func write(_ value: some JSONWritable) {
        stream.write { value.write(to: &$0) }
    }

    func container<Key: CodingKey>(keyedBy: Key.Type) -> KeyedEncodingContainer<Key> {
        stream.open(UInt8(ascii: "{"), UInt8(ascii: "}"), depth: depth, start: start)
        return KeyedEncodingContainer(StreamedObject<Key>(stream: stream, depth: depth + 1, start: start))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        stream.open(UInt8(ascii: "["), UInt8(ascii: "]"), depth: depth, start: start)
        return StreamedArray(stream: stream, depth: depth + 1, start: start)
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        StreamedValue(stream: stream, depth: depth)
    }
}
