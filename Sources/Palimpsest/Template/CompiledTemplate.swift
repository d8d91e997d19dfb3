import Yams
public struct CompiledTemplate: Sendable { public var id: String; public var language: String }
