import Web

/// The acknowledgement of an update.
package struct UpdateReceived: View {
    /// Always true.
    package var received: Bool
}
