"""Writes the network for the program: ONNX, weights in eight bits. See README.md."""

import argparse
import tempfile
from pathlib import Path

import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.shape_inference import quant_pre_process

import base
from network import DEEP, WIDTH, Network

ASSETS = Path(__file__).resolve().parent.parent / "assets" / "models"


class Shipped(torch.nn.Module):
    """What the program asks for: a score for each tag of each piece; for each piece what it adds to a claim."""

    def __init__(self, network, claims):
        super().__init__()
        self.encoder, self.tags = network.encoder, network.tags
        self.claims = torch.nn.Linear(len(DEEP) * WIDTH, 1)
        self.claims.load_state_dict(claims)

    def forward(self, ids, shapes, mask):
        x, deep = self.encoder(ids, shapes, mask)
        return self.tags(x), self.claims(deep)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("network", type=Path)
    parser.add_argument("claims", type=Path)
    parser.add_argument("--out", type=Path, default=ASSETS / "precise.onnx")
    options = parser.parse_args()
    network = Network()
    network.load_state_dict(torch.load(options.network))
    shipped = Shipped(network, torch.load(options.claims)).eval()
    ids = torch.randint(1000, 20000, (2, 100))
    example = (ids, torch.ones_like(ids), torch.ones(2, 100))
    names = ["ids", "shapes", "mask"]
    axes = {name: {0: "windows", 1: "pieces"} for name in [*names, "tags", "claims"]}
    with tempfile.TemporaryDirectory() as folder:
        whole, prepared = Path(folder) / "whole.onnx", Path(folder) / "prepared.onnx"
        torch.onnx.export(shipped, example, str(whole), input_names=names, output_names=["tags", "claims"],
                          dynamic_axes=axes, opset_version=17, dynamo=False)
        quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
        # Seven bits a weight: sums of products then fit where the processor adds them in sixteen bits (AVX2).
        quantize_dynamic(str(prepared), str(options.out), weight_type=QuantType.QInt8, per_channel=True,
                         reduce_range=True, op_types_to_quantize=["MatMul", "Gemm", "Gather"],
                         extra_options={"MatMulConstBOnly": True})
    (ASSETS / "precise-vocabulary.txt").write_text("\n".join(base.pieces()) + "\n", encoding="utf8")
    print(f"{options.out.name}: {options.out.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
